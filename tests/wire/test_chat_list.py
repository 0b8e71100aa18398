"""GET /v1/chat: its query, its filters, its totals (contract 1.2, 5.9, 5.20–5.21, 5.29)."""

import pytest
from django.core.cache import cache

from chats.receive import receive_chat
from conversations import document
from conversations.models import Conversation
from organizations.tenancy import within
from tests.wire.bodies import ROARK_ID, chat, chat_tool, message
from tests.wire.rows import new_chat

LONG_AGO = (  # the cursor that the documentation prints
    "eyJzb3J0VmFsdWUiOiIyMDI1LTAxLTE1VDEwOjAwOjAwLjAwMDAwMFoiLCJpZCI6IjU1MGU4NDAw"
    "LWUyOWItNDFkNC1hNzE2LTQ0NjY1NTQ0MDAwMCJ9"
)


def titles(answer):
    return [chat["title"] for chat in answer.json()["data"]]


def said(api, *texts, **changes):
    return api.post("/v1/chat", chat(messages=[message(text=text) for text in texts], **changes))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("limit", value)
            for value in ("0", "101", "-1", "", "1.0", "x", "1000", "+5", " 5", "٥")
        ),
        *(("limit", value) for value in ("1e1", "0x5", "5\n")),
        *(("sortBy", value) for value in ("startedAt", "endedAt", "status", "", "createdat", "id")),
        *(("sortDirection", value) for value in ("DESC", "", "up")),
        *(("simulationRunPlanJobId", value) for value in ("", "x", ROARK_ID.replace("-", ""))),
        *(("searchText", value) for value in ("x" * 1001, " ".join(map(str, range(51))))),
        ("properties[plan][exists]", "maybe"),
        ("properties[plan][exists]", ""),
        ("properties[plan][exists]", "True"),
        ("properties[plan]", "true"),
        ("properties[plan][is]", "true"),
        ("properties[][exists]", "true"),
        ("properties[status][exists]", "true"),
        ("properties[searchText][exists]", "true"),
        ("properties[" + "x" * 129 + "][exists]", "true"),
    ],
)
def test_a_wrong_parameter_is_400_with_its_name(api, name, value):
    answer = api.get("/v1/chat", **{name: value})
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("limit", value) for value in ("1", "100", "007")),
        *(("sortBy", v) for v in "createdAt startTimestamp endTimestamp duration title".split()),
        *(("sortDirection", value) for value in ("asc", "desc")),
        ("searchText", ""),
        ("searchText", "   "),
        ("searchText", "x" * 1000),
        *(("searchText", " ".join(f"{word}{n}" for n in range(50))) for word in ("", "ab", "日本")),
        ("simulationRunPlanJobId", ROARK_ID.upper()),
        ("properties[a[b]][exists]", "true"),
        ("properties[" + "x" * 128 + "][exists]", "false"),
    ],
)
def test_a_right_parameter_is_taken(api, name, value):
    assert api.get("/v1/chat", **{name: value}).status_code == 200


def test_twenty_chats_a_page_unless_asked_otherwise(api, project):
    for _ in range(21):
        receive_chat(project, new_chat())
    assert len(api.get("/v1/chat").json()["data"]) == 20
    assert len(api.get("/v1/chat", limit=21).json()["data"]) == 21


def test_newest_first_unless_asked_otherwise(api):
    for text in ("one", "two", "three"):
        said(api, text)
    assert titles(api.get("/v1/chat")) == ["three", "two", "one"]
    assert titles(api.get("/v1/chat", sortDirection="asc")) == ["one", "two", "three"]
    assert titles(api.get("/v1/chat", sortBy="title")) == ["two", "three", "one"]


class TestSearch:
    @pytest.mark.parametrize(
        "text",
        ["account balance", "ccount", "ALANC", "balance account", "zwölf", "ZWOLF", "50%", "a_b"],
    )
    def test_finds_parts_of_words_in_any_case_and_order(self, api, text):
        said(api, "My account balance is zwölf, 50% of a_b")
        said(api, "Something else, 500 aXb")
        assert len(api.get("/v1/chat", searchText=text).json()["data"]) == 1

    @pytest.mark.parametrize("text", ["%", "_", "\\", "balance%account", "account_balance", "'"])
    def test_wildcards_are_letters(self, api, text):
        said(api, "My account balance")
        assert api.get("/v1/chat", searchText=text).json()["data"] == []

    def test_finds_the_id_whole_and_in_part(self, api):
        id = said(api, "hello").json()["data"]["id"]
        said(api, "another")
        for text in (id, id.upper(), id[-12:], id[4:20]):
            found = api.get("/v1/chat", searchText=text).json()
            assert [chat["id"] for chat in found["data"]] == [id]
            assert found["pagination"]["total"] == 1

    def test_finds_a_chat_by_its_notes_alone(self, api, acme):
        id = said(api, "hello").json()["data"]["id"]
        with within(acme):
            document.put(Conversation.objects.get(pk=id), notes="Call back on Monday")
        assert titles(api.get("/v1/chat", searchText="monday")) == ["hello"]

    def test_finds_nothing_by_what_is_no_part_of_it(self, api):
        tool = chat_tool(name="secret_tool")
        said(api, "hello", properties={"colour": "magenta"}, toolInvocations=[tool])
        api.post("/v1/chat", chat(customer={"label": "zebra"}, traceId="abcdef"))
        for text in ("magenta", "colour", "secret_tool", "zebra", "abcdef"):
            assert api.get("/v1/chat", searchText=text).json()["data"] == [], text

    def test_a_chat_that_matches_twice_is_there_once(self, api):
        said(api, "refund", "refund please", "refund now")
        found = api.get("/v1/chat", searchText="refund").json()
        assert (len(found["data"]), found["pagination"]["total"]) == (1, 1)

    def test_every_word_must_be_there(self, api):
        said(api, "red shoes")
        said(api, "blue shoes")
        assert titles(api.get("/v1/chat", searchText="shoes red")) == ["red shoes"]


class TestProperties:
    @pytest.fixture
    def chats(self, api):
        said(api, "camel", properties={"planTier": "gold"})
        said(api, "snake", properties={"plan_tier": False, "other": 1})
        said(api, "null", properties={"planTier": None})
        said(api, "none")

    @pytest.mark.parametrize("name", ["planTier", "plan_tier", "Plan-Tier", "plan tier"])
    def test_any_spelling_and_any_value(self, api, chats, name):
        is_set = api.get("/v1/chat", **{f"properties[{name}][exists]": "true"})
        missing = api.get("/v1/chat", **{f"properties[{name}][exists]": "false"})
        assert titles(is_set) == ["snake", "camel"]
        assert titles(missing) == ["none", "null"]
        assert missing.json()["pagination"]["total"] == 2

    def test_as_the_sdk_encodes_it(self, api, chats):
        answer = api.get("/v1/chat?properties%5BplanTier%5D%5Bexists%5D=true")
        assert titles(answer) == ["snake", "camel"]

    def test_several_must_all_hold(self, api, chats):
        query = {"properties[planTier][exists]": "true", "properties[other][exists]": "false"}
        assert titles(api.get("/v1/chat", **query)) == ["camel"]

    def test_a_name_never_seen_is_missing_everywhere(self, api, chats):
        assert len(titles(api.get("/v1/chat", **{"properties[x][exists]": "false"}))) == 4
        assert titles(api.get("/v1/chat", **{"properties[x][exists]": "true"})) == []

    def test_twenty_names_and_no_more(self, api):
        query = {f"properties[p{n}][exists]": "true" for n in range(20)}
        assert api.get("/v1/chat", **query).status_code == 200
        query["properties[one_more][exists]"] = "true"
        assert api.get("/v1/chat", **query).status_code == 400


def test_an_unknown_simulation_has_no_chats(api):
    said(api, "live")
    answer = api.get("/v1/chat", simulationRunPlanJobId=ROARK_ID, searchText="live")
    assert answer.json() == {
        "data": [],
        "pagination": {"total": 0, "hasMore": False, "nextCursor": None},
    }


class TestTotals:
    def test_of_all_chats_on_every_page(self, api):
        for n in range(3):
            said(api, f"chat {n}")
        first = api.get("/v1/chat", limit=2).json()["pagination"]
        said(api, "a new one")
        second = api.get("/v1/chat", limit=2, after=first["nextCursor"]).json()["pagination"]
        assert (first["total"], second["total"]) == (3, 4)

    def test_of_a_filter_are_counted_once_for_its_pages(self, api):
        for n in range(3):
            said(api, f"refund {n}")
        query = {"searchText": "refund", "limit": 2}
        first = api.get("/v1/chat", **query).json()["pagination"]
        said(api, "refund too")
        after = {"after": first["nextCursor"]}
        assert api.get("/v1/chat", **query, **after).json()["pagination"]["total"] == 3
        assert api.get("/v1/chat", **query).json()["pagination"]["total"] == 4
        cache.clear()
        assert api.get("/v1/chat", **query, **after).json()["pagination"]["total"] == 4

    def test_of_one_filter_are_not_those_of_another(self, api):
        said(api, "refund")
        query = {"after": LONG_AGO, "sortDirection": "asc"}
        assert api.get("/v1/chat", searchText="refund").json()["pagination"]["total"] == 1
        for other in ({"searchText": "other"}, {"properties[x][exists]": "true"}):
            assert api.get("/v1/chat", **query, **other).json()["pagination"]["total"] == 0

    def test_are_right_without_a_cache(self, api, settings):
        settings.CACHES = {
            "default": {
                "BACKEND": "web.cache.PassingCache",
                "LOCATION": "redis://127.0.0.1:1/0",
            }
        }
        said(api, "refund")
        answer = api.get("/v1/chat", searchText="refund")
        assert answer.json()["pagination"]["total"] == 1
