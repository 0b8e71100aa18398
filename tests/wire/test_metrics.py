"""What is measured of a chat or a call, as it is answered (contract 1.4, 1.13–1.15)."""

import pytest

from tests.factories import ApiKeyFactory
from tests.wire.bodies import call, call_tool, chat, entry, message

AGENT = {"role": "AGENT", "text": "Hello."}
SPOKEN = [
    entry(startOffsetMs=0, endOffsetMs=3000),
    entry(**AGENT, startOffsetMs=4000, endOffsetMs=5000),
]
MESSAGES = [message(), message(**AGENT, startTimestamp="2026-01-15T10:00:35Z")]


@pytest.fixture
def path(api):
    body = call(transcript=SPOKEN, toolInvocations=[call_tool(result="Error: no such order")])
    return "/v1/call/" + api.post("/v1/call", body).json()["data"]["id"]


@pytest.fixture
def chat_path(api):
    return "/v1/chat/" + api.post("/v1/chat", chat(messages=MESSAGES)).json()["data"]["id"]


def metrics(api, path, **query):
    answer = api.get(f"{path}/metrics", **query)
    assert answer.status_code == 200
    return answer.json()["data"]


def by_slug(api, path, **query):
    """The values alone, those by role with the role."""
    return {
        metric["slug"]: [
            (value.get("participantRole"), value.get("value", value["captureStatus"]))
            for value in metric["values"]
        ]
        for metric in metrics(api, path, **query)
    }


def test_a_metric_tells_what_it_is_and_its_values(api, path):
    [share] = [metric for metric in metrics(api, path) if metric["slug"] == "talk_share"]
    computed = {
        "captureStatus": "SUCCESS",
        "computedAt": api.get(path).json()["data"]["updatedAt"],
        "context": "CALL",
        "confidence": 1,
    }
    assert share == {
        "metricDefinitionId": "2c91ab2a-ca74-50ea-b69a-a9a82bf56db0",
        "metricId": "talk_share",
        "slug": "talk_share",
        "name": "Talk share",
        "description": "Each role's part of all talk time.",
        "type": "NUMERIC",
        "scope": "PER_PARTICIPANT",
        "unit": {"name": "percent", "symbol": "%"},
        "values": [
            {**computed, "participantRole": "agent", "value": 25.0},
            {**computed, "participantRole": "customer", "value": 75.0},
        ],
    }


def test_of_a_call(api, path):
    assert by_slug(api, path) == {
        "duration": [(None, 5000)],
        "turn_count": [(None, 2)],
        "participant_turn_count": [("agent", 1), ("customer", 1)],
        "talk_time": [("agent", 1000), ("customer", 3000)],
        "talk_share": [("agent", 25.0), ("customer", 75.0)],
        "silence_time": [(None, 1000)],
        "longest_silence": [(None, 1000)],
        "first_reply_time": [(None, 1000)],
        "reply_time_average": [("agent", 1000)],
        "reply_time_longest": [("agent", 1000)],
        "interruption_count": [("agent", 0), ("customer", 0)],
        "tool_invocation_count": [(None, 1)],
        "tool_failure_count": [(None, 1)],
    }


def test_of_a_chat_whose_messages_have_no_ends(api, chat_path):
    told = by_slug(api, chat_path)
    assert (told["duration"], told["first_reply_time"]) == ([(None, 1_800_000)], [(None, 30_000)])
    assert "talk_time" not in told


def test_all_of_them_tell_why_there_is_no_value(api, chat_path):
    told = by_slug(api, chat_path, status="all")
    assert told["talk_time"] == [("agent", "DATA_MISSING"), ("customer", "DATA_MISSING")]
    assert told["tool_failure_count"] == [(None, "NOT_APPLICABLE")]
    assert len(told) == 13


def test_flat_they_are_a_list_of_values(api, path):
    values = metrics(api, path, flatten="true")
    assert [value["slug"] for value in values].count("talk_share") == 2
    assert {"value", "slug", "captureStatus", "unit"} <= set(values[0])
    assert metrics(api, path, flatten="yes") == metrics(api, path)


def test_a_status_that_there_is_not_is_400(api, path):
    answer = api.get(f"{path}/metrics", status="failed")
    assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, "status")


def test_they_follow_what_comes_later(api, path):
    api.post(f"{path}/transcript", {"transcript": [entry(startOffsetMs=6000, endOffsetMs=7000)]})
    assert by_slug(api, path)["talk_share"] == [("agent", 20.0), ("customer", 80.0)]


def test_no_sentiment_is_judged_and_nothing_is_billed(api, path):
    assert api.get(f"{path}/sentiment-run").json()["data"] == {
        "status": "NOT_RUN",
        "averageSentiment": None,
        "averageCategoricalSentiment": None,
        "commonEmotion": None,
    }
    assert api.get(f"{path}/cost").json()["data"] == {
        "callId": path.removeprefix("/v1/call/"),
        "currency": "usd",
        "totalUsd": 0,
        "totalUsdMicros": 0,
        "breakdown": [],
        "items": [],
    }


@pytest.mark.parametrize("tail", ["metrics", "sentiment-run", "cost"])
def test_of_another_project_there_is_nothing(path, caller, acme, other_project, tail):
    ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
    assert caller("prl_second").get(f"{path}/{tail}").status_code == 404


@pytest.mark.parametrize("turns", [1, 20])
def test_the_statements_do_not_grow_with_the_turns(api, statements, turns):
    spoken = [entry(startOffsetMs=n, endOffsetMs=n) for n in range(turns)]
    id = api.post("/v1/call", call(transcript=spoken)).json()["data"]["id"]
    with statements() as made:
        api.get(f"/v1/call/{id}/metrics")
    assert len(made) <= 12, made
