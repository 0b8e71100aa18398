"""All conversations of one agent or one customer, and what they amount to."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Aggregate, Avg, Count, FloatField, Max, Min, Q, Sum

from browsing.filters import took_part
from browsing.lists import KEY, SORTS
from conversations.models import Kind, SearchRow
from web import keyset


class Median(Aggregate):
    """The middle value, between two the one half-way; NULLs don't count."""

    template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class History:
    """Chats and calls together, the newest first; what browsing.lists.list_page asks of a list."""

    sort = SORTS["started"]
    descending = True
    words = ()

    def __init__(self, organization, role, person):
        """role is agent or customer, person a row of that."""
        self.organization = organization
        self.role, self.person = role, person
        self.rows = SearchRow.objects.of(organization).filter(took_part(**{role: person}))

    @property
    def urlencoded(self) -> str:
        """What narrows a list of chats or of calls to about the same."""
        known_by = (
            self.person.name if self.role == "agent" else (self.person.phone or self.person.label)
        )
        return urlencode({self.role: known_by})

    def count(self) -> int:
        return self.figures["conversations"]

    def page(self, after, limit, back=False) -> keyset.Page:
        """A page of each kind by its index, merged."""
        rows = self.rows.only(KEY, self.sort.column, "kind")
        descending = self.descending != back
        pages = [
            keyset.page(rows.filter(kind=kind), self.sort, descending, after, limit)
            for kind in Kind
        ]
        found = [row for page in pages for row in page.rows]
        found.sort(key=lambda row: (row.started_at, row.pk), reverse=descending)
        shown = found[:limit]
        has_more = len(found) > limit or any(page.has_more for page in pages)
        return keyset.Page(shown, keyset.cursor(self.sort, shown[-1]) if has_more else None)

    @cached_property
    def figures(self) -> dict:
        """One statement. What nothing is known of is None or counted as 0."""
        return self.rows.aggregate(
            conversations=Count("pk"),
            chats=Count("pk", filter=Q(kind=Kind.CHAT)),
            calls=Count("pk", filter=Q(kind=Kind.CALL)),
            first=Min("started_at"),
            last=Max("started_at"),
            turns=Median("turn_count"),
            timed=Count("duration_ms"),
            lasted=Median("duration_ms"),
            lasted_in_all=Sum("duration_ms"),
            escalated=Count("pk", filter=Q(is_escalated=True)),
            told_escalated=Count("is_escalated"),
            rated=Count("rating"),
            rating=Avg("rating"),
        )
