"""Lists of what happened, the newest first: ?before= is the key that a page begins before."""

from dataclasses import dataclass

from django.db.models import QuerySet

LARGEST = 2**63 - 1  # of keys


@dataclass(frozen=True)
class Page:
    """Some rows; older is the key that the next page begins before, None on the last one."""

    rows: list
    older: int | None
    is_first: bool


def page(request, newest_first: QuerySet, size: int) -> Page:
    """The rows before that key; from the first on, where there is none or what is no key."""
    before = key_of(request.GET.get("before", ""))
    found = newest_first if before is None else newest_first.filter(pk__lt=before)
    rows = list(found[: size + 1])
    older = rows[size - 1].pk if len(rows) > size else None
    return Page(rows[:size], older, before is None)


def key_of(text: str) -> int | None:
    """Of any length: more digits than a key has are those of the largest."""
    is_key = text.isascii() and text.isdecimal()
    return min(int(text[:20]), LARGEST) if is_key else None
