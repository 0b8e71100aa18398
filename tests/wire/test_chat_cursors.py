"""Walking GET /v1/chat by nextCursor (contract 3)."""

from datetime import datetime, timedelta
from itertools import count
from operator import itemgetter

import pytest

from chats.receive import receive_chat
from chats.wire.roark_v1 import SORTS
from conversations.text import normalise
from tests.factories import NOON
from tests.wire.bodies import EXAMPLE_CURSOR, ROARK_ID
from tests.wire.rows import new_chat

SHOWN = {"duration": "durationMs"}  # else the sort's name is the key
SAID = ["Zebra", "apple", "", "Äpfel", "", "apple", "b c", "日本"]


@pytest.fixture
def chats(project):
    """With ties in each sort, and without a title where nothing was said."""
    for n, said in enumerate(SAID):
        duration = 1000 * (n // 3)
        new = new_chat(
            said,
            created_at=NOON + timedelta(microseconds=n // 2),
            started_at=NOON - timedelta(minutes=n % 3),
            ended_at=NOON + timedelta(seconds=n // 3),
            duration_ms=duration,
        )
        receive_chat(project, new)


def walk(api, **query):
    """The chats of all pages, with a check of each page's pagination."""
    after = {}
    for number in count(1):
        page = api.get("/v1/chat", **query, **after).json()
        yield from page["data"]
        pagination = page["pagination"]
        assert pagination["total"] == len(SAID)
        assert pagination["hasMore"] == (pagination["nextCursor"] is not None)
        assert number <= len(SAID), "the walk has no end"
        if not pagination["hasMore"]:
            return
        after = {"after": pagination["nextCursor"]}


def in_order(chats, sort, descending):
    key = SHOWN.get(sort, sort)
    lacking = [chat for chat in chats if chat[key] is None]
    having = [chat for chat in chats if chat[key] is not None]
    folds = {"title": normalise, "duration": int}
    fold = folds.get(sort, datetime.fromisoformat)
    having.sort(key=lambda chat: (fold(chat[key]), chat["id"]), reverse=descending)
    lacking.sort(key=itemgetter("id"), reverse=descending)
    return [chat["id"] for chat in having + lacking]


@pytest.mark.parametrize("limit", [2, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("sort", SORTS)
def test_all_pages_together_are_the_list_in_order(api, chats, sort, direction, limit):
    everything = api.get("/v1/chat", limit=100).json()["data"]
    walked = walk(api, limit=limit, sortBy=sort, sortDirection=direction)
    expected = in_order(everything, sort, direction == "desc")
    assert [chat["id"] for chat in walked] == expected


def test_a_full_last_page_claims_no_more(api, chats):
    pagination = api.get("/v1/chat", limit=len(SAID)).json()["pagination"]
    assert pagination == {"total": len(SAID), "hasMore": False, "nextCursor": None}


def test_the_published_example_is_accepted_though_its_row_is_not_here(api, chats):
    older = api.get("/v1/chat", after=EXAMPLE_CURSOR).json()
    newer = api.get("/v1/chat", after=EXAMPLE_CURSOR, sortDirection="asc").json()
    assert older["data"] == []
    assert len(newer["data"]) == len(SAID)


@pytest.mark.parametrize("after", ["", "x", ROARK_ID, EXAMPLE_CURSOR[:-3]])
def test_what_is_no_cursor_is_400(api, after):
    answer = api.get("/v1/chat", after=after)
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == "after"


@pytest.mark.parametrize(("sort", "status"), [("duration", 400), ("startTimestamp", 200)])
def test_a_cursor_of_another_kind_of_sort_is_400(api, sort, status):
    assert api.get("/v1/chat", after=EXAMPLE_CURSOR, sortBy=sort).status_code == status


def test_a_cursor_goes_into_a_url_as_it_is(api, chats):
    query = "limit=1&sortBy=title&sortDirection=asc"
    cursor = api.get(f"/v1/chat?{query}").json()["pagination"]["nextCursor"]
    assert api.get(f"/v1/chat?{query}&after={cursor}").status_code == 200
