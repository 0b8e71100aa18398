"""Version 1 of Roark's API: what its lists of chats and calls share. Frozen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from browsing.search import API_PARTS, matching, words_of
from conversations import totals
from conversations.models import Kind, SearchRow
from conversations.properties import plain_name
from organizations.models import Project
from organizations.wire.roark_v1 import PaginationOut, pagination_out
from web import keyset, query
from web.faults import invalid_field
from web.kept import kept
from web.keyset import LONGEST_CURSOR, BadCursor, Sort
from web.openapi.describe import Parameter

BY_DEFAULT = "createdAt"
DIRECTIONS = {"asc": False, "desc": True}
EXISTS = {"true": True, "false": False}
PROPERTY = re.compile(r"properties\[(.+)\]\[exists\]", re.DOTALL)
MOST_PROPERTIES = 20
LONGEST_PROPERTY = 128
BUILT_IN = {  # filters of their own, which no property may go by
    "status",
    "search_text",
    "simulation_run_plan_job_id",
    "simulation_run_plan_job_ids",
    "simulation_run_plan_ids",
    "counted_in_results",
    "exclude_hidden_runs",
}


@dataclass(frozen=True)
class ListQuery:
    """What a list was asked for.

    properties are plain names, and whether each is set. words are looked for in parts. Asked
    for what was simulated the list is empty: nothing here was.
    """

    limit: int
    after: str | None
    sort: Sort
    descending: bool
    words: Sequence[str] = ()
    properties: Sequence[tuple[str, bool]] = ()
    simulated: bool = False
    status: str | None = None
    parts: Sequence[str] = API_PARTS

    @classmethod
    def read(cls, params: QueryDict, sorts: Mapping[str, Sort]) -> "ListQuery":
        return cls(
            limit=query.limit(params),
            after=params.get("after"),
            sort=query.choice(params, "sortBy", sorts, BY_DEFAULT),
            descending=query.choice(params, "sortDirection", DIRECTIONS, "desc"),
            words=query.words(params, "searchText", words_of),
            properties=read_properties(params),
            simulated=query.identifier(params, "simulationRunPlanJobId") is not None,
        )

    @property
    def filters(self) -> list:
        """What narrows the list, as JSON."""
        return [self.words, self.properties, self.simulated, self.status]

    @property
    def is_filtered(self) -> bool:
        return any(self.filters)


PROPERTIES = Parameter(
    "properties",
    {
        "type": "object",
        "maxProperties": MOST_PROPERTIES,
        "propertyNames": {"minLength": 1, "maxLength": LONGEST_PROPERTY},
        "additionalProperties": {
            "type": "object",
            "properties": {"exists": {"type": "string", "enum": list(EXISTS)}},
            "required": ["exists"],
        },
    },
    "Only those that have a property, whatever its value, or that lack it:"
    " `properties[planTier][exists]=true`. `planTier` and `plan_tier` are one name.",
    told={"style": "deepObject", "explode": True},
)


def list_parameters(sorts: Mapping[str, Sort], searched: str) -> tuple[Parameter, ...]:
    """What ListQuery.read takes; searched names the texts that searchText is looked for in."""
    return (
        query.limit_parameter(),
        query.text_parameter("after", "`nextCursor` of the page before.", LONGEST_CURSOR),
        query.choice_parameter("sortBy", sorts, "What to sort by.", BY_DEFAULT),
        query.choice_parameter("sortDirection", DIRECTIONS, "Nulls are last in both.", "desc"),
        query.words_parameter("searchText", searched),
        query.identifier_parameter("simulationRunPlanJobId", "Nothing here was simulated."),
        PROPERTIES,
    )


def read_properties(params: QueryDict) -> list[tuple[str, bool]]:
    """properties[<name>][exists]=true|false, sorted; each name at most once a spelling."""
    given = [name for name in params if name.startswith("properties[")]
    if len(given) > MOST_PROPERTIES:
        raise invalid_field("properties", f"At most {MOST_PROPERTIES} properties")
    return sorted((property_name(given_name), exists(params, given_name)) for given_name in given)


def property_name(parameter: str) -> str:
    match = PROPERTY.fullmatch(parameter)
    if not match or len(match[1]) > LONGEST_PROPERTY:
        raise invalid_field(parameter, "Input should be like properties[name][exists]=true")
    name = plain_name(match[1])
    if name in BUILT_IN:
        raise invalid_field(parameter, f"{match[1]} is a filter of its own")
    return name


def exists(params: QueryDict, parameter: str) -> bool:
    return query.choice(params, parameter, EXISTS, "")


def rows_of(project: Project, kind: Kind, wanted: ListQuery):
    """The search rows that pass the filters."""
    organization = project.organization
    rows = SearchRow.objects.of(organization).filter(project=project, kind=kind)
    if wanted.simulated:
        return rows.none()
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    for name, is_set in wanted.properties:
        condition = Q(properties__has_key=name)
        rows = rows.filter(condition if is_set else ~condition)
    return matching(rows, organization, " ".join(wanted.words), wanted.parts)


def read_page(project: Project, kind: Kind, wanted: ListQuery) -> tuple[list[UUID], PaginationOut]:
    """The keys of one page in their order, and its "pagination"."""
    rows = rows_of(project, kind, wanted)
    only = rows.only("conversation_id", wanted.sort.column)
    try:
        page = keyset.page(only, wanted.sort, wanted.descending, wanted.after, wanted.limit)
    except BadCursor as error:
        raise invalid_field("after", str(error)) from None
    total = total_of(project, kind, wanted, rows)
    return [row.pk for row in page.rows], pagination_out(total, page.next)


def total_of(project: Project, kind: Kind, wanted: ListQuery, rows) -> int:
    """The size of the whole filtered list, counted with its first page (ADR 0013)."""
    organization = project.organization
    if not wanted.is_filtered:
        return totals.total(organization, kind, project)
    parts = ["total", organization.pk, project.pk, kind, wanted.filters]
    return kept(parts, rows.count, anew=wanted.after is None)
