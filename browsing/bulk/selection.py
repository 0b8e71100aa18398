"""Which conversations a bulk act is for: the rows that were ticked, or all that a list matches."""

from functools import cached_property
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma

from browsing.lists import ListQuery
from conversations.models import Kind, SearchRow
from web.values import parse_uuid

GROWTH = 0.01  # of the count that was seen; with more the person is asked again
MOST_KEYS = 500
LONGEST_COUNT = 12  # digits


class Selection:
    """What the bar below a list sends: kind; key, several times; or all, seen and newest.

    The filters stand in the address, as the list's own do. Of all that match it means those
    that had arrived when the person saw their count: newest is a key, and keys are UUIDv7.
    faults tell why nothing may be done.
    """

    def __init__(self, request):
        sent = request.POST
        self.kind = sent.get("kind", "")
        self.query = ListQuery(request, self.kind)
        self.is_all = bool(sent.get("all"))
        self.sent_keys = sent.getlist("key")
        self.sent_newest = sent.get("newest", "")
        self.sent_seen = sent.get("seen", "")

    @cached_property
    def faults(self) -> list[str]:
        if self.kind not in Kind:
            return ["Nothing is selected."]
        if self.query.faults:
            return ["A filter can’t be understood, so nothing is done.", *self.query.faults]
        if self.is_all:
            understood = self.newest and self.seen is not None
            return [] if understood else ["Select them again: the count was not sent."]
        return [] if 0 < len(self.keys) <= MOST_KEYS else ["Nothing is selected."]

    @cached_property
    def keys(self) -> list[UUID]:
        """Of the rows that were ticked; what is no key is left out."""
        return [key for key in map(_key, self.sent_keys[: MOST_KEYS + 1]) if key]

    @cached_property
    def newest(self) -> UUID | None:
        return _key(self.sent_newest)

    @cached_property
    def seen(self) -> int | None:
        text = self.sent_seen
        is_whole = text.isascii() and text.isdecimal() and len(text) <= LONGEST_COUNT
        return int(text) if is_whole else None

    @property
    def rows(self):
        """Their search rows, as long as there is no fault."""
        if self.is_all:
            return self.query.rows.filter(conversation_id__lte=self.newest)
        rows = SearchRow.objects.of(self.query.organization)
        return rows.filter(kind=self.kind, conversation_id__in=self.keys)

    @cached_property
    def count(self) -> int:
        return self.rows.count()

    def has_grown(self, count: int) -> bool:
        """Whether so many are too many more than were seen to go on without asking."""
        return self.is_all and count > self.seen * (1 + GROWTH)

    def many(self, count: int) -> str:
        """1 chat, 1,204 calls."""
        return f"{intcomma(count)} {self.kind}{'' if count == 1 else 's'}"

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The fields that name the same selection in the next form, with today's count."""
        fields = [("kind", self.kind)]
        if self.is_all:
            return [*fields, ("all", "1"), ("newest", str(self.newest)), ("seen", str(self.count))]
        return fields + [("key", str(key)) for key in self.keys]


def _key(text):
    try:
        return parse_uuid(text)
    except ValueError:
        return None
