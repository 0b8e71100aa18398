"""The columns of a list: what stands in their heads, and which of them a reader wants."""

from dataclasses import dataclass

from browsing.lists import ListQuery, without

# name → (head, class, sort); the title always stays, the rest may be hidden
COLUMNS = {
    "tags": ("Tags", "w-tags wide", None),
    "agent": ("Agent", "w-name wide", None),
    "customer": ("Customer", "w-name", None),
    "turns": ("Turns", "num w-count", None),
    "duration": ("Duration", "num w-long wide", "duration"),
    "marks": ("Marks", "w-marks wide", None),
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


def hidden_columns(request) -> set[str]:
    return set(request.session.get(REMEMBERED, ())) & set(COLUMNS)


def remember(request, shown: list[str]):
    """Keep which columns the reader wants, as long as the session lasts."""
    request.session[REMEMBERED] = [name for name in COLUMNS if name not in shown]
