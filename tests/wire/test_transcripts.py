"""GET /v1/chat/{id}/transcript and GET /v1/call/{id}/transcript (contract 1.4, 1.8)."""

from uuid import UUID

import pytest

from conversations.models import Customer
from organizations.tenancy import within
from tests.wire.bodies import ROARK_ID, call, call_tool, chat, entry, message


def transcript_of(api, path, body, **query):
    id = api.post(path, body).json()["data"]["id"]
    answer = api.get(f"{path}/{id}/transcript", **query)
    assert answer.status_code == 200
    return answer.json()


def test_a_chat_from_before_its_start_to_after_its_end(api, acme):
    body = chat(
        agent={"roarkId": ROARK_ID},
        customers=[{"label": "Ann"}, {}],
        messages=[
            message(text="Hello?", customer={"label": "Ann"}),
            message(
                role="AGENT",
                text="Good morning.",
                startTimestamp="2026-01-15T10:00:07.25Z",
                endTimestamp="2026-01-15T10:00:09Z",
            ),
            message(text="", startTimestamp="2026-01-15T09:59:00Z"),
            message(
                text="Anybody?",
                startTimestamp="2026-01-15T09:59:00Z",
                endTimestamp="2026-01-15T11:00:00Z",
                customer={},
            ),
        ],
    )
    shown = transcript_of(api, "/v1/chat", body)
    agent, ann, somebody = (one["id"] for one in shown["data"]["participants"])
    assert [str(UUID(id)) for id in (agent, ann, somebody)] == [agent, ann, somebody]
    with within(acme):
        customer = str(Customer.objects.of(acme).get().pk)
    assert shown == {
        "data": {
            "participants": [
                {"id": agent, "type": "AGENT", "agentId": ROARK_ID},
                {"id": ann, "type": "CUSTOMER", "customerId": customer},
                {"id": somebody, "type": "CUSTOMER", "customerId": None},
            ],
            "entries": [
                {
                    "participantId": ann,
                    "role": "CUSTOMER",
                    "text": "Hello?",
                    "startOffsetMs": 5000,
                    "endOffsetMs": 5000,
                },
                {
                    "participantId": agent,
                    "role": "AGENT",
                    "text": "Good morning.",
                    "startOffsetMs": 7250,
                    "endOffsetMs": 9000,
                },
                {
                    "participantId": None,
                    "role": "CUSTOMER",
                    "text": "",
                    "startOffsetMs": 0,
                    "endOffsetMs": 0,
                },
                {
                    "participantId": somebody,
                    "role": "CUSTOMER",
                    "text": "Anybody?",
                    "startOffsetMs": 0,
                    "endOffsetMs": 3_600_000,
                },
            ],
        }
    }


SPOKEN = call(
    agent={"roarkId": ROARK_ID},
    customer={"phoneNumberE164": None, "label": None},
    transcript=[entry(), entry(role="AGENT", text="Gladly.", startOffsetMs=0, endOffsetMs=0)],
    toolInvocations=[call_tool()],
)


def test_a_call_as_it_was_sent(api):
    shown = transcript_of(api, "/v1/call", SPOKEN)
    agent, customer = (one["id"] for one in shown["data"]["participants"])
    assert shown == {
        "data": {
            "participants": [
                {"id": agent, "type": "AGENT", "agentId": ROARK_ID},
                {"id": customer, "type": "CUSTOMER", "customerId": None},
            ],
            "entries": [
                {
                    "participantId": customer,
                    "role": "CUSTOMER",
                    "text": "I want my money back.",
                    "startOffsetMs": 1000,
                    "endOffsetMs": 3000,
                },
                {
                    "participantId": agent,
                    "role": "AGENT",
                    "text": "Gladly.",
                    "startOffsetMs": 0,
                    "endOffsetMs": 0,
                },
            ],
            "transcriptionSource": "CUSTOMER_AGENT_REALTIME",
        }
    }


NONE = {"data": {"participants": [], "entries": [], "transcriptionSource": None}}


def test_a_call_without_words_has_none(api):
    assert transcript_of(api, "/v1/call", call(agent={"name": "Bo"})) == NONE


def test_a_chat_without_words_still_has_its_people(api):
    data = transcript_of(api, "/v1/chat", chat(agent={"name": "Bo"}))["data"]
    assert [one["type"] for one in data["participants"]] == ["AGENT"]
    assert data["entries"] == []
    assert "transcriptionSource" not in data


@pytest.mark.parametrize("source", ["ROARK_POST_CALL", "SIMULATION_AGENT_REALTIME"])
def test_of_a_source_that_it_lacks_there_is_none(api, source):
    assert transcript_of(api, "/v1/call", SPOKEN, source=source) == NONE


def test_of_the_source_that_it_has_it_is_the_same(api):
    source = "CUSTOMER_AGENT_REALTIME"
    data = transcript_of(api, "/v1/call", SPOKEN, source=source)["data"]
    assert (len(data["entries"]), data["transcriptionSource"]) == (2, source)


@pytest.mark.parametrize("source", ["", "x", "customer_agent_realtime", "null"])
def test_what_is_no_source_is_400(api, source):
    answer = api.get(f"/v1/call/{ROARK_ID}/transcript", source=source)
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == "source"


def test_a_chat_has_no_sources_to_choose_from(api):
    data = transcript_of(api, "/v1/chat", chat(messages=[message()]), source="x")["data"]
    assert len(data["entries"]) == 1


def test_participants_of_two_chats_are_told_apart(api):
    body = chat(customer={"label": "Ann"})
    shown = [transcript_of(api, "/v1/chat", body)["data"]["participants"][0] for _ in range(2)]
    assert shown[0]["id"] != shown[1]["id"]
    assert shown[0]["customerId"] == shown[1]["customerId"]


@pytest.mark.parametrize("turns", [1, 20])
@pytest.mark.parametrize("path", ["/v1/chat", "/v1/call"])
def test_costs_the_same_however_long(api, statements, path, turns):
    body = {"/v1/chat": chat(messages=[message()] * turns)}.get(path, call())
    body["transcript"] = [entry(customer={"label": f"Ann {n}"}) for n in range(turns)]
    id = api.post(path, body).json()["data"]["id"]
    with statements() as made:
        api.get(f"{path}/{id}/transcript")
    assert len(made) == 4, made  # key, conversation, participants, turns
