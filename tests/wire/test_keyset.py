"""Walking a list page by page meets each row once, in order (contract 3)."""

import base64
import json
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest

from calls.receive import receive_call
from conversations.models import SearchRow
from organizations.tenancy import within
from tests.factories import NOON
from tests.wire.rows import new_call
from web import keyset
from web.keyset import BadCursor, Sort

SORTS = [
    Sort("createdAt", "created_at", "time"),
    Sort("startedAt", "started_at", "time"),
    Sort("endedAt", "ended_at", "time", nullable=True),
    Sort("duration", "duration_ms", "number", nullable=True),
    Sort("title", "title_key", "text", nullable=True),
    Sort("status", "status", "text"),
]
TITLES = ["Zebra", "apple", "ähnlich", "Äpfel", None, "apple", "日本", "", "b c", "b%c", None, "🧡"]
DETAILS = {"direction": "INBOUND", "interface": "WEB", "recording_url": "https://a.example/"}


@pytest.fixture
def rows(acme, project):
    """Calls with ties, gaps and microseconds in every column."""
    for n, title in enumerate(TITLES):
        made = NOON + timedelta(microseconds=n // 2)
        ended = None if n % 3 == 0 else NOON + timedelta(seconds=n // 4)
        new = new_call(
            title=title,
            said="",
            created_at=made,
            started_at=NOON - timedelta(milliseconds=n % 4),
            ended_at=ended,
            duration_ms=None if ended is None else n // 4,
        )
        receive_call(project, new, DETAILS)
    with within(acme):
        yield SearchRow.objects.of(acme).calls()


def in_order(rows, sort, descending):
    """Sorted the plain way: what has a value first, then what lacks it."""

    def key(row):
        return (getattr(row, sort.column), row.pk)

    lacking = [row for row in rows if sort.nullable and getattr(row, sort.column) in (None, "")]
    having = [row for row in rows if row not in lacking]
    having.sort(key=key, reverse=descending)
    lacking.sort(key=lambda row: row.pk, reverse=descending)
    return [row.pk for row in having + lacking]


def walk(rows, sort, descending, limit):
    after = None
    for number in count(1):
        page = keyset.page(rows, sort, descending, after, limit)
        yield page
        after = page.next
        assert number < 50, "the walk has no end"
        if after is None:
            return


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
@pytest.mark.parametrize(
    "limit", [1, 3, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 4, 12, 13))]
)
def test_a_walk_is_the_whole_list_in_order(rows, sort, descending, limit):
    pages = list(walk(rows, sort, descending, limit))
    walked = [row.pk for page in pages for row in page.rows]
    assert walked == in_order(rows, sort, descending)
    assert all(len(page.rows) == limit for page in pages[:-1])
    assert 1 <= len(pages[-1].rows) <= limit


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
def test_rows_that_come_between_pages_move_nothing(rows, project, sort, descending):
    expected = in_order(rows, sort, descending)
    walked = []
    for n, page in enumerate(walk(rows, sort, descending, 2)):
        walked += [row.pk for row in page.rows]
        moment = NOON + timedelta(microseconds=n, days=1 - n % 3)
        title = f"m{n}" if n % 2 else None
        if n < 6:
            receive_call(project, new_call(title=title, said="", created_at=moment), DETAILS)
    assert [pk for pk in walked if pk in expected] == expected
    assert len(walked) == len(set(walked))


def test_an_empty_list_is_one_empty_page(acme):
    with within(acme):
        page = keyset.page(SearchRow.objects.of(acme), SORTS[2], True)
    assert (page.rows, page.next, page.has_more) == ([], None, False)


class TestCursors:
    def test_look_as_published(self, rows):
        cursor = keyset.page(rows, SORTS[0], True, limit=1).next
        document = base64.urlsafe_b64decode(cursor).decode()
        value, id = json.loads(document).values()
        assert document == f'{{"sortValue":"{value}","id":"{id}"}}'
        assert value == "2026-11-20T12:00:00.000005Z"
        assert len(cursor) == 116

    @pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
    def test_bear_a_value_of_their_sort(self, rows, sort):
        cursors = [page.next for page in walk(rows, sort, True, 1) if page.next]
        kinds = {type(document(cursor)["sortValue"]) for cursor in cursors}
        kind = int if sort.kind == "number" else str
        assert kinds == ({kind, type(None)} if sort.nullable else {kind})

    def test_need_no_row(self, rows):
        cursor = encode({"sortValue": "2030-01-01T00:00:00Z", "id": str(UUID(int=5))})
        assert len(keyset.page(rows, SORTS[0], True, cursor).rows) == len(TITLES)
        assert keyset.page(rows, SORTS[0], False, cursor).rows == []

    def test_in_either_alphabet_padded_or_not(self, rows):
        # ??? and ~~~ are what the two alphabets write differently
        raw = b'{"sortValue":"??>~~~??","id":"3C90C3CC-0d44-4b50-8888-8dd25736052a"}  '
        assert b"/" in base64.b64encode(raw)
        assert b"+" in base64.b64encode(raw)
        position = keyset.read_cursor(SORTS[4], base64.b64encode(raw).decode())
        for encoded in (base64.b64encode(raw), base64.urlsafe_b64encode(raw)):
            text = encoded.decode()
            for spelling in (text, text.rstrip("="), text.replace("+", " ")):
                assert keyset.read_cursor(SORTS[4], spelling) == position

    @pytest.mark.parametrize(
        "text", ["", "=", "!", "a", "abcde", "é", "e30", "W10", "bnVsbA", "NQ"]
    )
    def test_that_are_none_are_bad(self, text):
        with pytest.raises(BadCursor, match=r"createdAt"):
            keyset.read_cursor(SORTS[0], text)

    @pytest.mark.parametrize(
        "document",
        [
            {"id": str(UUID(int=5))},
            {"sortValue": "2026-01-15T10:00:00Z"},
            {"sortValue": "2026-01-15T10:00:00Z", "id": None},
            {"sortValue": "2026-01-15T10:00:00Z", "id": 5},
            {"sortValue": "2026-01-15T10:00:00Z", "id": "5"},
            {"sortValue": "2026-01-15T10:00:00Z", "id": UUID(int=5).hex},
            ["2026-01-15T10:00:00Z", str(UUID(int=5))],
            "sortValue",
            None,
        ],
    )
    def test_that_lack_something_are_bad(self, document):
        with pytest.raises(BadCursor):
            keyset.read_cursor(SORTS[0], encode(document))

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            *(
                ("time", value)
                for value in (5, None, True, "x", "2026-01-15", "0000-01-01T00:00:00Z")
            ),
            *(("number", value) for value in ("5", 1.5, True, 2**63, [], None)),
            *(("text", value) for value in (5, None, True, [], "x" * 256, "\0")),
        ],
    )
    def test_of_another_kind_are_bad(self, kind, value):
        with pytest.raises(BadCursor):
            keyset.read_cursor(
                Sort("x", "x", kind), encode({"sortValue": value, "id": str(UUID(int=5))})
            )

    @pytest.mark.parametrize("raw", [b'"\\ud800"', b"NaN", b"9" * 5000, b"[" * 5000, b'"\xff"'])
    def test_with_hostile_json_are_bad(self, raw):
        document = b'{"id":"%s","sortValue":%s}' % (str(UUID(int=5)).encode(), raw)
        for kind in ("time", "number", "text"):
            with pytest.raises(BadCursor):
                keyset.read_cursor(Sort("x", "x", kind), base64.b64encode(document).decode())

    def test_may_bear_the_ends_of_their_kind(self, rows):
        for sort, value in [
            (SORTS[0], "0001-01-01T00:00:00Z"),
            (SORTS[0], "9999-12-31T23:59:59.999999Z"),
            (SORTS[3], 2**63 - 1),
            (SORTS[3], -(2**63)),
            (SORTS[3], 42.0),
            (SORTS[3], None),
            (SORTS[4], "x" * 255),
            (SORTS[4], ""),
        ]:
            cursor = encode({"sortValue": value, "id": str(UUID(int=5))})
            keyset.page(rows, sort, True, cursor)


def encode(document):
    return base64.b64encode(json.dumps(document).encode()).decode()


def document(cursor):
    return json.loads(base64.urlsafe_b64decode(cursor))


def test_the_published_example_is_a_place_in_time():
    example = (
        "eyJzb3J0VmFsdWUiOiIyMDI1LTAxLTE1VDEwOjAwOjAwLjAwMDAwMFoiLCJpZCI6IjU1MGU4NDAwLWUyOWIt"
        "NDFkNC1hNzE2LTQ0NjY1NTQ0MDAwMCJ9"
    )
    position = keyset.read_cursor(SORTS[0], example)
    assert position.value == datetime(2025, 1, 15, 10, tzinfo=UTC)
    assert str(position.key) == "550e8400-e29b-41d4-a716-446655440000"
