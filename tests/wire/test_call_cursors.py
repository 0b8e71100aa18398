"""GET /v1/call page by page (contract 3)."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from calls.wire.roark_v1 import SORTS
from conversations.text import normalise
from tests import talk
from tests.factories import NOON
from tests.wire.bodies import EXAMPLE_CURSOR

SHOWN = {"duration": "durationMs"}  # else the sort's name is the key
FOLDS = {"title": normalise, "duration": int, "status": str}  # else it is a time
LINES = ["Zebra", "apple", "", "Äpfel", "", "apple", "日本"]


@pytest.fixture
def gaps(project):
    """Calls with ties in each sort, some without words, end or length."""
    for n, line in enumerate(LINES):
        ends = None if n % 3 == 0 else NOON + timedelta(seconds=n // 4)
        talk.call(
            project,
            *filter(None, [line]),
            created_at=NOON + timedelta(microseconds=n // 2),
            started_at=NOON - timedelta(minutes=n % 3),
            ended_at=ends,
            duration_ms=ends and 1000 * (n // 4),
        )


def walk(api, **query):
    """The calls of all pages, with a check of each page's pagination."""
    after = {}
    for number in count(1):
        page = api.get("/v1/call", **query, **after).json()
        yield from page["data"]
        pagination = page["pagination"]
        assert pagination["total"] == len(LINES)
        assert pagination["hasMore"] == (pagination["nextCursor"] is not None)
        assert number <= len(LINES), "the walk has no end"
        if not pagination["hasMore"]:
            return
        after = {"after": pagination["nextCursor"]}


@pytest.mark.slow
@pytest.mark.parametrize("limit", [1, 2])
@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("sort", SORTS)
def test_all_pages_together_are_the_list_in_order(api, gaps, sort, direction, limit):
    query = {"sortBy": sort, "sortDirection": direction}
    walked = list(walk(api, limit=limit, **query))
    assert walked == api.get("/v1/call", limit=100, **query).json()["data"]
    assert len({call["id"] for call in walked}) == len(LINES)
    shown = [call[SHOWN.get(sort, sort)] for call in walked]
    lacking = shown.count(None)
    having = [
        FOLDS.get(sort, datetime.fromisoformat)(value) for value in shown if value is not None
    ]
    assert having == sorted(having, reverse=direction == "desc")
    assert shown[len(having) :] == [None] * lacking
    assert lacking == (3 if sort in ("endedAt", "duration") else 2 * (sort == "title"))


@pytest.mark.parametrize(("sort", "status"), [("duration", 400), ("startedAt", 200)])
def test_a_cursor_of_another_kind_of_sort_is_400(api, sort, status):
    assert api.get("/v1/call", after=EXAMPLE_CURSOR, sortBy=sort).status_code == status
