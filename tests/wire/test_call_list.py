"""GET /v1/call: its query, its filters, its order (contract 1.6, 3, 5.3, 5.29)."""

import pytest

from conversations import document
from conversations.models import Conversation, SearchRow
from organizations.tenancy import within
from tests import talk
from tests.wire.bodies import EXAMPLE_CURSOR, ROARK_ID, call, call_tool, entry

IDS = ",".join([ROARK_ID] * 100)
OF_RUNS = ("simulationRunPlanJobIds", "simulationRunPlanIds")
EITHER = ("countedInResults", "excludeHiddenRuns")


def titles(answer):
    return [call["title"] for call in answer.json()["data"]]


def said(api, *texts, **changes):
    return api.post("/v1/call", call(transcript=[entry(text=text) for text in texts], **changes))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("limit", value) for value in ("0", "101", "", "1.0", "x", "+5")),
        *(("after", value) for value in ("", "x", ROARK_ID, EXAMPLE_CURSOR[:-3])),
        *(("sortBy", value) for value in ("startTimestamp", "endTimestamp", "", "Status", "id")),
        *(("sortDirection", value) for value in ("DESC", "", "up")),
        *(("status", value) for value in ("", "ended", "RUNNING", "null")),
        *(("simulationRunPlanJobId", value) for value in ("", "x", f"{ROARK_ID},{ROARK_ID}")),
        *((name, value) for name in OF_RUNS for value in ("", "x", f"{ROARK_ID},", f",{ROARK_ID}")),
        *((name, f"{IDS},{ROARK_ID}") for name in OF_RUNS),
        *((name, value) for name in EITHER for value in ("", "maybe", "True", "1", "null")),
        *(("searchText", value) for value in ("x" * 1001, " ".join(map(str, range(51))))),
        ("properties[plan][exists]", "maybe"),
        ("properties[plan]", "true"),
        ("properties[][exists]", "true"),
        *(
            (f"properties[{name}][exists]", "true")
            for name in (
                *("status", "Status", "searchText", "search_text", "simulationRunPlanJobId"),
                *(*OF_RUNS, *EITHER, "x" * 129),
            )
        ),
    ],
)
def test_a_wrong_parameter_is_400_with_its_name(api, name, value):
    answer = api.get("/v1/call", **{name: value})
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("limit", value) for value in ("1", "100")),
        ("after", EXAMPLE_CURSOR),
        *(
            ("sortBy", value)
            for value in "createdAt startedAt endedAt duration title status".split()
        ),
        *(("sortDirection", value) for value in ("asc", "desc")),
        *(("status", value) for value in ("RINGING", "IN_PROGRESS", "ENDED")),
        *((name, value) for name in OF_RUNS for value in (ROARK_ID, ROARK_ID.upper(), IDS)),
        *((name, value) for name in EITHER for value in ("true", "false")),
        ("properties[plan][exists]", "false"),
        ("properties[title][exists]", "true"),
    ],
)
def test_a_right_parameter_is_taken(api, name, value):
    assert api.get("/v1/call", **{name: value}).status_code == 200


def test_newest_first_unless_asked_otherwise(api):
    for text in ("one", "two", "three"):
        said(api, text)
    assert titles(api.get("/v1/call")) == ["three", "two", "one"]
    assert titles(api.get("/v1/call", sortBy="title", sortDirection="asc")) == [
        "one",
        "three",
        "two",
    ]


def test_twenty_calls_a_page_unless_asked_otherwise(api, project):
    for _ in range(21):
        talk.call(project)
    assert len(api.get("/v1/call").json()["data"]) == 20
    assert len(api.get("/v1/call", limit=21).json()["data"]) == 21


class TestStatus:
    @pytest.fixture
    def calls(self, api, acme):
        """The API makes ended calls alone; others are there as soon as live parts are."""
        for text in ("ringing", "ended"):
            said(api, text)
        with within(acme):
            ringing = SearchRow.objects.of(acme).filter(title_key="ringing")
            ringing.update(status="RINGING")

    @pytest.mark.parametrize(
        ("status", "found"), [("ENDED", ["ended"]), ("RINGING", ["ringing"]), ("IN_PROGRESS", [])]
    )
    def test_narrows_the_list_and_its_total(self, api, calls, status, found):
        answer = api.get("/v1/call", status=status)
        assert titles(answer) == found
        assert answer.json()["pagination"]["total"] == len(found)

    def test_sorts_the_list(self, api, calls):
        assert titles(api.get("/v1/call", sortBy="status")) == ["ringing", "ended"]
        ascending = {"sortBy": "status", "sortDirection": "asc"}
        assert titles(api.get("/v1/call", **ascending)) == ["ended", "ringing"]

    def test_that_of_a_total_is_not_that_of_another(self, api, calls):
        query = {"searchText": "ended", "after": EXAMPLE_CURSOR, "sortDirection": "asc"}
        for status, total in (("ENDED", 1), ("RINGING", 0), ("ENDED", 1)):
            answer = api.get("/v1/call", status=status, **query)
            assert answer.json()["pagination"]["total"] == total


class TestSimulations:
    """Every call here is a live one."""

    @pytest.mark.parametrize(
        "query",
        [
            {"simulationRunPlanJobId": ROARK_ID},
            {"simulationRunPlanJobIds": IDS},
            {"simulationRunPlanIds": ROARK_ID.upper()},
            {"countedInResults": "true"},
            {"countedInResults": "false"},
            {"countedInResults": "true", "searchText": "live", "status": "ENDED"},
        ],
    )
    def test_what_only_simulated_calls_match_is_empty(self, api, query):
        said(api, "live")
        assert api.get("/v1/call", **query).json() == {
            "data": [],
            "pagination": {"total": 0, "hasMore": False, "nextCursor": None},
        }

    @pytest.mark.parametrize("exclude", ["true", "false"])
    def test_no_run_hides_a_live_call(self, api, exclude):
        said(api, "live")
        answer = api.get("/v1/call", excludeHiddenRuns=exclude)
        assert titles(answer) == ["live"]
        assert answer.json()["pagination"]["total"] == 1


class TestSearch:
    @pytest.mark.parametrize("text", ["account balance", "ccount", "ZWOLF", "50%", "a_b"])
    def test_finds_parts_of_what_was_said(self, api, text):
        said(api, "Hello", "My account balance is zwölf, 50% of a_b")
        said(api, "Something else, 500 aXb")
        assert titles(api.get("/v1/call", searchText=text)) == ["Hello"]

    @pytest.mark.parametrize("text", ["%", "_", "\\", "account_balance", "'"])
    def test_wildcards_are_letters(self, api, text):
        said(api, "My account balance")
        assert api.get("/v1/call", searchText=text).json()["data"] == []

    def test_finds_title_and_summary(self, api, acme):
        id = said(api, "hello").json()["data"]["id"]
        with within(acme):
            stored = Conversation.objects.get(pk=id)
            stored.title, stored.summary = "A late parcel", "It was found in Utrecht."
            stored.save()
            document.put(stored, about=document.about(stored))
        for text in ("parcel", "utrecht late"):
            assert titles(api.get("/v1/call", searchText=text)) == ["A late parcel"]

    def test_finds_the_id_whole_and_in_part(self, api):
        id = said(api, "hello").json()["data"]["id"]
        said(api, "another")
        for text in (id, id.upper(), id[-12:]):
            found = api.get("/v1/call", searchText=text).json()
            assert [call["id"] for call in found["data"]] == [id]

    def test_finds_nothing_by_what_is_no_part_of_it(self, api, acme):
        more = {"properties": {"colour": "magenta"}, "toolInvocations": [call_tool(name="secret")]}
        id = said(api, "hello", customer={"label": "zebra"}, externalId="extern-17", **more)
        with within(acme):
            stored = Conversation.objects.get(pk=id.json()["data"]["id"])
            document.put(stored, notes="Call back on Monday")
        for text in ("magenta", "secret", "zebra", "extern-17", "monday"):
            assert api.get("/v1/call", searchText=text).json()["data"] == [], text

    def test_a_call_that_matches_twice_is_there_once(self, api):
        said(api, "refund", "refund please")
        found = api.get("/v1/call", searchText="refund").json()
        assert (len(found["data"]), found["pagination"]["total"]) == (1, 1)


class TestProperties:
    @pytest.fixture
    def calls(self, api):
        said(api, "camel", properties={"planTier": "gold"})
        said(api, "snake", properties={"plan_tier": False, "other": 1})
        said(api, "null", properties={"planTier": None})
        said(api, "none")

    @pytest.mark.parametrize("name", ["planTier", "plan_tier", "Plan-Tier"])
    def test_any_spelling_and_any_value(self, api, calls, name):
        is_set = api.get("/v1/call", **{f"properties[{name}][exists]": "true"})
        missing = api.get("/v1/call", **{f"properties[{name}][exists]": "false"})
        assert titles(is_set) == ["snake", "camel"]
        assert titles(missing) == ["none", "null"]
        assert missing.json()["pagination"]["total"] == 2

    def test_as_the_sdk_encodes_it(self, api, calls):
        answer = api.get("/v1/call?properties%5BplanTier%5D%5Bexists%5D=true")
        assert titles(answer) == ["snake", "camel"]

    def test_several_must_all_hold(self, api, calls):
        query = {"properties[planTier][exists]": "true", "properties[other][exists]": "false"}
        assert titles(api.get("/v1/call", **query)) == ["camel"]

    def test_a_name_never_seen_is_missing_everywhere(self, api, calls):
        assert len(titles(api.get("/v1/call", **{"properties[x][exists]": "false"}))) == 4
        assert titles(api.get("/v1/call", **{"properties[x][exists]": "true"})) == []

    def test_of_two_spellings_in_one_call_the_last_counts(self, api):
        said(api, "removed", properties={"plan_tier": "gold", "planTier": None})
        said(api, "set", properties={"plan_tier": None, "planTier": "gold"})
        is_set = api.get("/v1/call", **{"properties[planTier][exists]": "true"})
        assert titles(is_set) == ["set"]
        assert is_set.json()["data"][0]["properties"] == {"plan_tier": "gold"}

    def test_twenty_names_and_no_more(self, api):
        query = {f"properties[p{n}][exists]": "true" for n in range(20)}
        assert api.get("/v1/call", **query).status_code == 200
        query["properties[one_more][exists]"] = "true"
        answer = api.get("/v1/call", **query)
        assert answer.status_code == 400
        assert answer.json()["error"]["parameter"] == "properties"
