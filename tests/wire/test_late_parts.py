"""What is told later than its call or chat (contract 1.12, 5.33)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from conversations.tasks import write_insights
from tests.factories import ApiKeyFactory
from tests.wire import bodies
from tests.wire.bodies import call, call_tool, chat, entry, message

FAR = 2**60  # milliseconds: after year 9999
TOOLS, TRANSCRIPT, MESSAGES = "toolInvocations", "transcript", "messages"


@pytest.fixture
def a_call(api):
    body = call(transcript=[entry()], toolInvocations=[call_tool()])
    return "/v1/call/" + api.post("/v1/call", body).json()["data"]["id"]


@pytest.fixture
def a_chat(api):
    return "/v1/chat/" + api.post("/v1/chat", chat(messages=[message()])).json()["data"]["id"]


def said(api, path):
    return [turn["text"] for turn in api.get(f"{path}/transcript").json()["data"]["entries"]]


class TestTranscript:
    def test_new_turns_are_added_and_doubles_skipped(self, api, a_call):
        later = entry(role="AGENT", text="Gladly.", startOffsetMs=4000, endOffsetMs=5000)
        body = {TRANSCRIPT: [entry(), later, later, entry(text="Soon?")]}
        answer = api.post(f"{a_call}/transcript", body)
        assert (answer.status_code, answer.json()) == (200, {"data": {"added": 2, "skipped": 2}})
        assert said(api, a_call) == [entry()["text"], "Gladly.", "Soon?"]
        again = api.post(f"{a_call}/transcript", body)
        assert again.json() == {"data": {"added": 0, "skipped": 4}}

    def test_the_call_lasts_until_its_end_and_is_found_by_it(self, api, a_call):
        late = entry(text="zebra", startOffsetMs=59_000, endOffsetMs=60_000)
        api.post(f"{a_call}/transcript", {TRANSCRIPT: [late]})
        [found] = api.get("/v1/call", searchText="zebra").json()["data"]
        assert (found["durationMs"], found["endedAt"]) == (60_000, "2026-01-15T10:01:00Z")

    def test_nothing_more_changes_nothing(self, api, a_call):
        before = api.get(a_call).json()
        answer = api.post(f"{a_call}/transcript", {TRANSCRIPT: []})
        assert answer.json() == {"data": {"added": 0, "skipped": 0}}
        assert api.get(a_call).json() == before

    @pytest.mark.parametrize(
        ("wrong", "path"),
        [
            ({}, "transcript"),
            ({TRANSCRIPT: None}, "transcript"),
            ({TRANSCRIPT: [entry(text="")]}, "transcript[0].text"),
            ({TRANSCRIPT: [entry(role="agent")]}, "transcript[0].role"),
            ({TRANSCRIPT: [entry(startOffsetMs=-1)]}, "transcript[0].startOffsetMs"),
            ({TRANSCRIPT: [entry(), entry(endOffsetMs=1)]}, "transcript[1].endOffsetMs"),
            ({TRANSCRIPT: [entry(), entry(endOffsetMs=FAR)]}, "transcript[1].endOffsetMs"),
            ({TRANSCRIPT: [message()]}, "transcript[0].startOffsetMs"),
        ],
    )
    def test_what_is_wrong_is_400_and_adds_nothing(self, api, a_call, wrong, path):
        answer = api.post(f"{a_call}/transcript", wrong)
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, path)
        assert len(said(api, a_call)) == 1


class TestMessages:
    def test_new_ones_are_added_and_doubles_skipped(self, api, a_chat):
        later = message(role="assistant", text="", startTimestamp="2026-01-15T12:00:09+02:00")
        body = {MESSAGES: [message(), later, later]}
        answer = api.post(f"{a_chat}/messages", body)
        assert (answer.status_code, answer.json()) == (200, {"data": {"added": 1, "skipped": 2}})
        assert said(api, a_chat) == [message()["text"], ""]

    def test_the_chat_lasts_until_the_last_of_them(self, api, a_chat):
        late = message(startTimestamp="2026-01-15T11:00:00Z")
        early = message(startTimestamp="0001-01-01T00:00:00Z")
        api.post(f"{a_chat}/messages", {MESSAGES: [late, early]})
        data = api.get(a_chat).json()["data"]
        assert (data["durationMs"], data["endTimestamp"]) == (3_600_000, "2026-01-15T11:00:00Z")

    def test_a_chat_without_words_gets_its_title(self, api):
        id = api.post("/v1/chat", chat()).json()["data"]["id"]
        api.post(f"/v1/chat/{id}/messages", {MESSAGES: [message(text="A late hello")]})
        assert api.get(f"/v1/chat/{id}").json()["data"]["title"] == "A late hello"

    @pytest.mark.parametrize(
        ("wrong", "path"),
        [
            ({}, "messages"),
            ({MESSAGES: [message(role="SYSTEM")]}, "messages[0].role"),
            ({MESSAGES: [message(text="a\0")]}, "messages[0].text"),
            ({MESSAGES: [entry()]}, "messages[0].startTimestamp"),
        ],
    )
    def test_what_is_wrong_is_400_and_adds_nothing(self, api, a_chat, wrong, path):
        answer = api.post(f"{a_chat}/messages", wrong)
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, path)
        assert len(said(api, a_chat)) == 1

    def test_naming_an_agent_needs_agent_create_too(self, api, caller, acme, project, a_chat):
        ApiKeyFactory(organization=acme, project=project, secret="prl_fine", scopes=["chat:update"])
        named = message(role="AGENT", agent={"customId": "b"})
        answer = caller("prl_fine").post(f"{a_chat}/messages", {MESSAGES: [named]})
        assert answer.status_code == 403
        assert "agent:create" in answer.json()["error"]["message"]
        answer = caller("prl_fine").post(f"{a_chat}/messages", {MESSAGES: [message(text="Hm")]})
        assert answer.status_code == 200


class TestTools:
    def test_new_ones_are_added_and_doubles_skipped(self, api, a_call):
        other = call_tool(name="refund", endOffsetMs=4000, result={"a": 1}, agent={"customId": "b"})
        sent = [call_tool(result="again"), other, other, call_tool(endOffsetMs=9000)]
        answer = api.post(f"{a_call}/tool-invocations", {TOOLS: sent})
        assert answer.status_code == 200
        assert answer.json() == {
            "data": {
                "callId": a_call.removeprefix("/v1/call/"),
                "added": 2,
                "skipped": 2,
                "metricCollectionJob": None,
                "metricCollectionError": None,
            }
        }

    @pytest.mark.parametrize(("end", "lasts"), [(None, 3000), (9000, 9000)])
    def test_only_their_ends_tell_how_long_the_call_lasted(self, api, a_call, end, lasts):
        later = call_tool(startOffsetMs=8000, endOffsetMs=end)
        api.post(f"{a_call}/tool-invocations", {TOOLS: [later]})
        assert api.get(a_call).json()["data"]["durationMs"] == lasts

    @pytest.mark.parametrize(("many", "status"), [(1, 200), (500, 200), (501, 400), (0, 400)])
    def test_up_to_500_at_once(self, api, a_call, many, status):
        sent = [call_tool(startOffsetMs=n) for n in range(many)]
        answer = api.post(f"{a_call}/tool-invocations", {TOOLS: sent})
        assert answer.status_code == status

    @pytest.mark.parametrize(
        ("wrong", "path"),
        [
            ({}, TOOLS),
            ({TOOLS: [call_tool(result=None)]}, f"{TOOLS}[0].result"),
            ({TOOLS: [call_tool(name="x" * 256)]}, f"{TOOLS}[0].name"),
            ({TOOLS: [call_tool(endOffsetMs=3)]}, f"{TOOLS}[0].endOffsetMs"),
            (
                {TOOLS: [call_tool(startOffsetMs=FAR), call_tool(endOffsetMs=FAR)]},
                f"{TOOLS}[1].endOffsetMs",
            ),
            ({TOOLS: [call_tool()], "metrics": [{}]}, "metrics[0].id"),
            ({TOOLS: [call_tool()], "metrics": [{"id": "talk_time"}] * 21}, "metrics"),
        ],
    )
    def test_what_is_wrong_is_400(self, api, a_call, wrong, path):
        answer = api.post(f"{a_call}/tool-invocations", wrong)
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, path)

    def test_metrics_that_are_known_are_computed_already(self, api, a_call):
        id = api.get(f"{a_call}/metrics").json()["data"][0]["metricDefinitionId"]
        metrics = [{"id": id.upper()}, {"id": "talk_time"}, {"id": "talk_time"}]
        body = {TOOLS: [call_tool()], "metrics": metrics}
        data = api.post(f"{a_call}/tool-invocations", body).json()["data"]
        job = data["metricCollectionJob"]
        assert (job["status"], job["totalItems"], job["completedItems"]) == ("COMPLETED", 2, 2)
        assert data["metricCollectionError"] is None

    def test_of_an_unknown_metric_the_tools_are_stored_all_the_same(self, api, a_call):
        body = {TOOLS: [call_tool(startOffsetMs=1)], "metrics": [{"id": "mood"}]}
        data = api.post(f"{a_call}/tool-invocations", body).json()["data"]
        assert (data["added"], data["metricCollectionJob"]) == (1, None)
        assert data["metricCollectionError"] == "There is no such metric: mood"

    def test_metrics_need_metric_create_before_anything_is_stored(
        self, api, caller, acme, project, a_call
    ):
        ApiKeyFactory(organization=acme, project=project, secret="prl_fine", scopes=["call:update"])
        body = {TOOLS: [call_tool(startOffsetMs=1)]}
        path = f"{a_call}/tool-invocations"
        answer = caller("prl_fine").post(path, {**body, "metrics": [{"id": "talk_time"}]})
        assert answer.status_code == 403
        assert "metric:create" in answer.json()["error"]["message"]
        assert caller("prl_fine").post(path, {**body, "metrics": []}).json()["data"]["added"] == 1


LATE = [
    ("/v1/call", call(), "transcript", {TRANSCRIPT: [entry()]}),
    ("/v1/call", call(), "tool-invocations", {TOOLS: [call_tool()]}),
    ("/v1/chat", chat(), "messages", {MESSAGES: [message()]}),
]


@pytest.mark.parametrize(("path", "body", "tail", "late"), LATE)
class TestWhose:
    def test_an_upper_case_id_is_the_same(self, api, path, body, tail, late):
        id = api.post(path, body).json()["data"]["id"]
        assert api.post(f"{path}/{id.upper()}/{tail}", late).json()["data"]["added"] == 1

    @pytest.mark.parametrize("id", ["x", "null", bodies.ROARK_ID])
    def test_what_is_no_id_of_any_is_404(self, api, path, body, tail, late, id):
        assert api.post(f"{path}/{id}/{tail}", late).status_code == 404

    def test_of_another_project_or_kind_is_404(
        self, api, caller, acme, other_project, path, body, tail, late
    ):
        id = api.post(path, body).json()["data"]["id"]
        ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
        assert caller("prl_second").post(f"{path}/{id}/{tail}", late).status_code == 404
        kind, other = {"/v1/call": ("/v1/chat", chat()), "/v1/chat": ("/v1/call", call())}[path]
        id = api.post(kind, other).json()["data"]["id"]
        assert api.post(f"{path}/{id}/{tail}", late).status_code == 404


def test_the_same_part_ten_times_at_once_is_added_once(http):
    id = http.post("/v1/call", json=call()).json()["data"]["id"]
    body = {TRANSCRIPT: [entry(customer={"label": "Ann"})]}
    with ThreadPoolExecutor(10) as threads:
        post = lambda _: http.post(f"/v1/call/{id}/transcript", json=body)  # noqa: E731
        answers = [answer.json()["data"] for answer in threads.map(post, range(10))]
    assert sum(answer["added"] for answer in answers) == 1


def test_what_comes_while_its_call_is_deleted_is_added_before_or_404(http, tenant):
    """And while a worker writes its title: none of the three waits for another in a ring."""
    statuses = set()
    for n in range(6):
        id = http.post("/v1/call", json=call(transcript=[entry()])).json()["data"]["id"]
        ready = Barrier(3)

        def act(what, id=id, n=n, ready=ready):
            ready.wait()
            if what == "delete":
                return http.delete(f"/v1/call/{id}").status_code
            if what == "write":
                return write_insights(tenant[0].organization_id) or 200
            body = {TRANSCRIPT: [entry(text=f"Late {n}", startOffsetMs=n + 1)]}
            return http.post(f"/v1/call/{id}/transcript", json=body).status_code

        with ThreadPoolExecutor(3) as threads:
            statuses |= set(threads.map(act, ["delete", "extend", "write"]))
    assert 200 in statuses
    assert statuses <= {200, 404}
    assert http.get("/v1/call").json()["pagination"]["total"] == 0
