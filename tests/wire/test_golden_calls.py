"""The whole answers of the endpoints that read calls, key by key (contract 1.6, 1.7, 5.11)."""

import pytest

from calls.models import CallDetails
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.wire import bodies

FULL = bodies.call(
    startedAt="2026-01-15T12:00:00.5+02:00",
    stereoRecordingUrl="https://recordings.example.com/1-stereo.wav",
    endedStatus="AGENT_SAID_END_CALL_PHRASE",
    transcript=[
        bodies.entry(customer={"phoneNumberE164": "+14155550100"}),
        bodies.entry(role="AGENT", text="Gladly.", startOffsetMs=3000, endOffsetMs=4500),
    ],
    properties={
        "planTier": "gold",
        "n": 4.0,
        "half": 0.5,
        "yes": True,
        "HTTPStatus": {"a": [1, None, "ü"]},
        "long": "x" * 300,
        "none": None,
        "session-id": "first",
        "sessionId": "last",
    },
    externalId="call-1",
    agent={
        "name": "Front desk",
        "roarkId": bodies.ROARK_ID,
        "endpoint": {"type": "phone", "value": "+14155550123"},
    },
    customer={"phoneNumberE164": "+14155550100"},
)


def full_answer(project, created):
    return {
        "id": created["id"],
        "projectId": str(project.public_id),
        "externalId": "call-1",
        "status": "ENDED",
        "callDirection": "INBOUND",
        "startedAt": "2026-01-15T10:00:00.500000Z",
        "endedAt": "2026-01-15T10:00:05Z",
        "endedStatus": "AGENT_SAID_END_CALL_PHRASE",
        "durationMs": 4500,
        "title": "I want my money back.",
        "summary": None,
        "createdAt": created["createdAt"],
        "updatedAt": created["createdAt"],
        "recordingUrl": "https://recordings.example.com/1.wav",
        "recordingUrlAccess": "AVAILABLE",
        "simulationJobId": None,
        "supersededByCallId": None,
        "agents": created["agents"],
        "customers": [{"phoneNumberE164": "+14155550100", "label": None}],
        "properties": {
            "plan_tier": "gold",
            "n": "4",
            "half": "0.5",
            "yes": "true",
            "http_status": '{"a":[1,null,"ü"]}',
            "long": "x" * 300,
            "session_id": "last",
        },
        "policyIds": [],
    }


def test_a_full_call_is_read_alone_and_in_the_list(api, project):
    created = api.post("/v1/call", FULL).json()["data"]
    one = api.get(f"/v1/call/{created['id']}")
    assert (one.status_code, one["Content-Type"]) == (200, "application/json")
    assert one.json() == {"data": full_answer(project, created)}
    assert created["agents"][0]["endpoint"]["phoneNumberE164"] == "+14155550123"
    assert api.get("/v1/call").json() == {
        "data": [full_answer(project, created)],
        "pagination": {"total": 1, "hasMore": False, "nextCursor": None},
    }


def test_the_smallest_call_has_every_key(api, project):
    created = api.post("/v1/call", bodies.call()).json()["data"]
    assert api.get(f"/v1/call/{created['id']}").json() == {
        "data": {
            "id": created["id"],
            "projectId": str(project.public_id),
            "externalId": None,
            "status": "ENDED",
            "callDirection": "INBOUND",
            "startedAt": "2026-01-15T10:00:00Z",
            "endedAt": None,
            "endedStatus": None,
            "durationMs": None,
            "title": None,
            "summary": None,
            "createdAt": created["createdAt"],
            "updatedAt": created["createdAt"],
            "recordingUrl": "https://recordings.example.com/1.wav",
            "recordingUrlAccess": "AVAILABLE",
            "simulationJobId": None,
            "supersededByCallId": None,
            "agents": [],
            "customers": [],
            "properties": {},
            "policyIds": [],
        }
    }


def test_no_calls_at_all(api):
    assert api.get("/v1/call").json() == {
        "data": [],
        "pagination": {"total": 0, "hasMore": False, "nextCursor": None},
    }


class TestTheRecording:
    @pytest.fixture
    def id(self, api):
        return api.post("/v1/call", bodies.call()).json()["data"]["id"]

    @pytest.mark.parametrize(
        ("scopes", "shown"),
        [
            (["call:read"], (None, "RESTRICTED")),
            (["call:read", "recording:read"], (bodies.call()["recordingUrl"], "AVAILABLE")),
            (["READ"], (bodies.call()["recordingUrl"], "AVAILABLE")),
        ],
    )
    def test_is_shown_to_who_may_listen(self, caller, acme, project, id, scopes, shown):
        ApiKeyFactory(organization=acme, project=project, secret="prl_fine", scopes=scopes)
        answers = [caller("prl_fine").get(path).json() for path in (f"/v1/call/{id}", "/v1/call")]
        for call in (answers[0]["data"], answers[1]["data"][0]):
            assert (call["recordingUrl"], call["recordingUrlAccess"]) == shown

    def test_that_is_not_there_is_withheld_from_nobody(self, api, acme, id):
        with within(acme):
            CallDetails.objects.of(acme).update(recording_url="")
        call = api.get(f"/v1/call/{id}").json()["data"]
        assert (call["recordingUrl"], call["recordingUrlAccess"]) == (None, "NOT_AVAILABLE")
