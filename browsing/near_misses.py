"""What an empty list would show without one of the words or filters that empty it."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import IntegerField, QuerySet, Value

from browsing.chips import chips
from browsing.lists import ListQuery, without
from browsing.search import words_of

MOST = 1000  # conversations that are counted of each; with more it says so
AT_MOST = 12  # things to leave out that are tried …
WORDS = 8  # … of a search of so many words: each may list the conversations that bear a tag
SHOWN = 60  # characters of a value


@dataclass(frozen=True)
class NearMiss:
    """One thing to leave out. count is at most MOST + 1; without is the query string then."""

    label: str
    value: str
    without: str
    rows: QuerySet
    count: int = 0

    def __str__(self):
        return " ".join(filter(None, [self.label, self.value[:SHOWN]]))

    @property
    def counted(self) -> int:
        return min(self.count, MOST)

    @property
    def is_more(self) -> bool:
        return self.count > MOST


@dataclass(frozen=True)
class NearMisses:
    """found: with the count of what matches then; none: what to leave out is of no use."""

    found: list[NearMiss]
    none: list[NearMiss]


def near_misses(query: ListQuery) -> NearMisses | None:
    """What can be left out of a query that nothing matches and that has no faults.

    One statement; None, and no statement, where it asks for one thing only, or for very many words.
    """
    if len(query.words) > WORDS:
        return None
    tried = [*_filters(query), *_words(query), *_both(query)][:AT_MOST]
    if len(tried) < 2:
        return None
    counts = _counts([miss.rows for miss in tried])
    counted = [replace(miss, count=counts[number]) for number, miss in enumerate(tried)]
    found = [miss for miss in counted if miss.count]
    return NearMisses(found, [miss for miss in counted if not miss.count])


def _filters(query):
    for chip in chips(query):
        yield NearMiss(chip.label, chip.value, chip.without, query.filters.without(chip.name))


def _words(query):
    typed = query.params.get("q", "").split()
    for word in query.words:
        spelt = next((text for text in typed if word in words_of(text)), word)
        rest = " ".join(text for text in typed if word not in words_of(text))
        yield NearMiss(
            "the word", spelt, with_search(query, rest), query.filters.without_word(word)
        )


def _both(query):
    """The whole search, and all filters, where that is more than one thing."""
    names = [chip.name for chip in chips(query)]
    if names and len(query.words) > 1:
        yield NearMiss("the whole search", "", with_search(query, ""), query.filters.without("q"))
    if len(names) > 1 and query.words:
        only = without(query.params, *names)
        yield NearMiss("all filters", "", only, query.filters.without(*names))


def with_search(query: ListQuery, text: str) -> str:
    """The list's query string with this search instead."""
    params = query.params.copy()
    params["q"] = text
    return without(params)


def _counts(lists: list[QuerySet]) -> Counter:
    """How many rows each has, at most MOST + 1, by its place; one statement.

    Rows come back rather than counts, so that PostgreSQL stops at the limit of each.
    """
    numbered = [
        rows.values_list(Value(number, IntegerField()))[: MOST + 1]
        for number, rows in enumerate(lists)
    ]
    return Counter(number for (number,) in numbered[0].union(*numbered[1:], all=True))
