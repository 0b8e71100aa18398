"""The columns of a list: what stands in their heads, and which of them a reader wants."""

from dataclasses import dataclass

from browsing.lists import ListQuery, without
from conversations.models import Conversation, ReviewState

# name → (head, class, sort); the title always stays, the rest may be hidden
COLUMNS = {
    "tags": ("Tags", "w-tags wide", None),
    "agent": ("Agent", "w-name wide", None),
    "customer": ("Customer", "w-name", None),
    "turns": ("Turns", "num w-count", None),
    "duration": ("Duration", "num w-long wide", "duration"),
    "marks": ("Marks", "w-marks wide", None),
    "review": ("Review", "w-review wide", None),
    "started": ("Started", "num w-when", "started"),
}
REMEMBERED = "hidden_columns"  # in the session


@dataclass(frozen=True)
class Head:
    """A column's head. by is the query string that sorts by it, if it can be sorted by."""

    name: str
    label: str
    look: str
    by: str | None
    order: str | None  # ascending or descending, where the list is sorted by it


def heads(query: ListQuery, title: str, hidden: set[str]) -> list[Head]:
    shown = {"title": (title, "", "title")} | COLUMNS
    return [
        Head(name, label, look, sort and by(query, sort), order(query, sort))
        for name, (label, look, sort) in shown.items()
        if name not in hidden
    ]


def by(query: ListQuery, sort: str) -> str:
    """A click sorts by it; another one turns it over. Times and lengths begin with the largest."""
    first = sort if sort == "title" else f"-{sort}"
    turned = {"title": "-title"}.get(sort, sort)
    chosen = turned if query.sorting == first else first
    rest = without(query.params, "sort")
    return "&".join(filter(None, [rest, f"sort={chosen}"]))


def order(query: ListQuery, sort: str | None) -> str | None:
    if not sort or query.sort.name != sort:
        return None
    return "descending" if query.descending else "ascending"


def hidden_columns(request, conversations: list[Conversation] = ()) -> set[str]:
    """Those that the reader did without; before a choice, those that no row has a value for."""
    chosen = request.session.get(REMEMBERED)
    return empty_columns(conversations) if chosen is None else set(chosen) & set(COLUMNS)


def empty_columns(conversations: list[Conversation]) -> set[str]:
    """The columns in which all of these rows would be blank; none where there are no rows."""
    if not conversations:
        return set()
    return set(FILLS) - {name for c in conversations for name, fills in FILLS.items() if fills(c)}


def _has(role):
    return lambda c: any(p.role == role for p in c.participants.all())


def _is_marked(c):
    told = (c.sentiment, c.is_escalated, c.note_count, c.score_count)
    return any(told) or c.rating is not None


FILLS = {
    "tags": lambda c: c.taggings.all(),
    "agent": _has("agent"),
    "customer": _has("customer"),
    "duration": lambda c: c.duration_ms is not None,
    "marks": _is_marked,
    "review": lambda c: c.review_state != ReviewState.NEW,
}


def named_columns(text: str) -> set[str]:
    """The columns that an address names, parted by commas."""
    return set(text.split(",")) & set(COLUMNS)


def remember(request, shown: list[str]):
    """Keep which columns the reader wants, as long as the session lasts."""
    request.session[REMEMBERED] = [name for name in COLUMNS if name not in shown]
