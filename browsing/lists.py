"""One page of a list of conversations, as its URL says: its rows, and the ways on from it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from annotations.models import Tagging
from annotations.queries import note_count, score_count
from browsing.filters import ConversationFilters
from browsing.search import words_of
from conversations.models import Conversation, Participant, SearchRow
from conversations.totals import total
from web import keyset
from web.kept import kept

PER_PAGE = 50
KEY = "conversation_id"
SORTS = {
    "started": keyset.Sort("started", "started_at", "time"),
    "duration": keyset.Sort("duration", "duration_ms", "number", nullable=True),
    "title": keyset.Sort("title", "title_key", "text", nullable=True),
}
DEFAULT_SORT = "-started"
PLACES = ("after", "before", "newer_than")  # they say where in the list, not which list


def without(params, *names) -> str:
    """The query string without these parameters, without empty ones, and from the list's top."""
    rest = params.copy()
    for name in params:
        if name in names or name in PLACES or not params[name].strip():
            del rest[name]
    return rest.urlencode()


class ListQuery:
    """Which conversations of a kind a URL asks for, and in which order.

    request.membership names the organization. faults are what could not be understood, in
    words for the reader; with any of them the list is empty.
    """

    def __init__(self, request, kind):
        self.organization = request.membership.organization
        self.reader = request.membership
        self.kind = kind
        self.params = request.GET
        rows = SearchRow.objects.of(self.organization).filter(kind=kind)
        self.filters = ConversationFilters(self.params, rows, request)
        self.sorting = self.params.get("sort") or DEFAULT_SORT

    @property
    def sort(self) -> keyset.Sort:
        return SORTS.get(self.sorting.removeprefix("-"), SORTS["started"])

    @property
    def descending(self) -> bool:
        return self.sorting.startswith("-")

    @cached_property
    def words(self) -> list[str]:
        return words_of(self.filters.form.cleaned_data.get("q") or "") if not self.faults else []

    @property
    def has_signs_only(self) -> bool:
        """Whether something is searched for that has neither a letter nor a digit."""
        return bool(self.words) and not any(c.isalnum() for word in self.words for c in word)

    @cached_property
    def faults(self) -> list[str]:
        unknown = self.sorting.removeprefix("-") not in SORTS
        sort = [f"There is no sorting by “{self.sorting}”."] if unknown else []
        errors = self.filters.form.errors.items()
        return sort + [
            f"{self.filters.form[name].label}: {fault}"
            for name, faults in errors
            for fault in faults
        ]

    @cached_property
    def rows(self):
        """The search rows that pass, in no order."""
        return SearchRow.objects.none() if self.faults else self.filters.qs

    @cached_property
    def is_filtered(self) -> bool:
        return any(self.params.get(name) for name in self.filters.filters)

    @property
    def urlencoded(self) -> str:
        """Which list it is, without the place in it, as a query string."""
        return without(self.params)

    @property
    def rest(self) -> list[tuple[str, str]]:
        """What the list is narrowed and sorted by beside the search."""
        return [(name, v) for name, v in self.params.items() if v and name not in ("q", *PLACES)]

    def count(self) -> int:
        """How many there are; of a filtered list as counted within the last minute (ADR 0013)."""
        if not self.is_filtered:
            return total(self.organization, self.kind)
        # By the reader too, for whom `me` is somebody else
        parts = ["list", self.organization.pk, self.reader.pk, self.kind, self.filter_values]
        on_first_page = not any(self.params.get(name) for name in PLACES)
        return kept(parts, self.rows.count, anew=on_first_page)

    @property
    def filter_values(self) -> list:
        names = sorted(self.filters.filters)
        return [[name, self.params.getlist(name)] for name in names if name in self.params]

    def page(self, after, limit, back=False) -> keyset.Page:
        """Some of its rows behind a position, or before it, the nearest first."""
        only = self.rows.only(KEY, self.sort.column)
        descending = self.descending != back
        return keyset.page(only, self.sort, descending, after, limit, lacking_first=back)


@dataclass
class ListPage:
    """What a list shows. older and newer are cursors, None where there is nothing."""

    conversations: list[Conversation]
    total: int
    older: str | None = None
    newer: str | None = None


def list_page(query: ListQuery, after=None, before=None) -> ListPage:
    """The conversations after or before a cursor, or the first; keyset.BadCursor as it says.

    Costs five statements however many rows there are: total, keys, conversations,
    participants, tags.
    """
    count = query.count()
    if before:
        page = query.page(before, PER_PAGE, back=True)
        shown = list(reversed(page.rows))
        older = keyset.cursor(query.sort, shown[-1]) if shown else None
        newer = keyset.cursor(query.sort, shown[0]) if page.has_more else None
    else:
        page = query.page(after or None, PER_PAGE)
        shown, older = page.rows, page.next
        newer = keyset.cursor(query.sort, shown[0]) if after and shown else None
    return ListPage(conversations_of(query.organization, shown), count, older, newer)


def conversations_of(organization, rows) -> list[Conversation]:
    """The conversations of these search rows, in their order, as with_people has them."""
    found = with_people(organization).in_bulk([row.conversation_id for row in rows])
    return [found[row.conversation_id] for row in rows if row.conversation_id in found]


def with_people(organization):
    """The organization's conversations as rows show them, with participants and tags.

    Two further statements. note_count and score_count are those that stand.
    """
    participants = Participant.objects.of(organization).select_related("agent", "customer")
    taggings = Tagging.objects.of(organization).select_related("tag")
    rows = Conversation.objects.of(organization).prefetch_related(
        Prefetch("participants", participants.order_by("number")),
        Prefetch("taggings", taggings.order_by("pk")),
    )
    return rows.annotate(note_count=note_count(), score_count=score_count())
