"""What the filters of a list can be set to, from what the organization has."""

from annotations.asked import ME, offered_scores
from annotations.models import Tag
from conversations.models import Agent, SearchRow
from organizations.models import Membership, Project
from web.kept import kept

AT_MOST = 100
COLUMNS = ("language", "sentiment", "category")


def choices(organization, kind) -> dict[str, list[str]]:
    """Values to offer by filter, as they were within the last minute; others may be typed."""
    parts = ["choices", organization.pk, kind]
    return kept(parts, lambda: _choices(organization, kind), anew=False)


def _choices(organization, kind):
    rows = SearchRow.objects.of(organization).filter(kind=kind)
    tags = Tag.objects.of(organization).filter(archived_at=None).order_by("key")
    agents = Agent.objects.of(organization).order_by("name")
    projects = Project.objects.of(organization).order_by("name")
    return {column: _values(rows, column) for column in COLUMNS} | {
        "tag": list(tags.values_list("name", flat=True)[:AT_MOST]),
        "agent": list(agents.values_list("name", flat=True).distinct()[:AT_MOST]),
        "score": offered_scores(organization)[:AT_MOST],
        "person": [ME, *_people(organization)],
        "project": list(projects.values_list("slug", "name")[:AT_MOST]),
    }


def _values(rows, column):
    told = rows.exclude(**{column: None}).order_by(column)
    return list(told.values_list(column, flat=True).distinct()[:AT_MOST])


def _people(organization):
    members = Membership.objects.of(organization).select_related("user")
    return [str(member.user) for member in members.order_by("user__name", "pk")[:AT_MOST]]
