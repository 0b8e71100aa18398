"""Each field of POST /v1/call and its rule (contract 1.5, 5.9–5.18)."""

from datetime import UTC, datetime

import pytest

from calls.models import CallDetails
from calls.wire.call_in import ENDINGS, CallIn
from conversations.models import Conversation, SearchRow, Turn
from organizations.tenancy import within
from tests.wire import bodies
from tests.wire.bodies import call, call_tool, entry, without
from tests.wire.shapes import paths_of, refused

REQUIRED = ["recordingUrl", "startedAt", "interfaceType", "callDirection"]
MISSING = [
    *((without(call(), name), name) for name in REQUIRED),
    *((call(**{name: None}), name) for name in REQUIRED),
    *(
        (call(transcript=[without(entry(), name)]), f"transcript[0].{name}")
        for name in ("role", "text", "startOffsetMs", "endOffsetMs")
    ),
    *(
        (call(toolInvocations=[without(call_tool(), name)]), f"toolInvocations[0].{name}")
        for name in ("name", "parameters", "result", "startOffsetMs")
    ),
]
WRONG = [
    (call(recordingUrl=""), "recordingUrl"),
    (call(recordingUrl="recording.wav"), "recordingUrl"),
    (call(recordingUrl="ftp://example.com/a.wav"), "recordingUrl"),
    (call(recordingUrl="javascript:alert(1)"), "recordingUrl"),
    (call(recordingUrl="https://"), "recordingUrl"),
    (call(recordingUrl="https://[::1"), "recordingUrl"),
    (call(recordingUrl="https://example.com:99999/"), "recordingUrl"),
    (call(recordingUrl="https://example.com/a b"), "recordingUrl"),
    (call(recordingUrl="https://example.com/a\n"), "recordingUrl"),
    (call(stereoRecordingUrl="x"), "stereoRecordingUrl"),
    (call(interfaceType="phone"), "interfaceType"),
    (call(interfaceType="FAX"), "interfaceType"),
    (call(callDirection="IN"), "callDirection"),
    (call(endedStatus="HUNG_UP"), "endedStatus"),
    (call(transcript={}), "transcript"),
    (call(transcript=[entry(role="agent")]), "transcript[0].role"),
    (call(transcript=[entry(role="SYSTEM")]), "transcript[0].role"),
    (call(transcript=[entry(text="")]), "transcript[0].text"),
    (call(transcript=[entry(startOffsetMs=-1)]), "transcript[0].startOffsetMs"),
    (call(transcript=[entry(startOffsetMs=1.5)]), "transcript[0].startOffsetMs"),
    (call(transcript=[entry(startOffsetMs="1")]), "transcript[0].startOffsetMs"),
    (call(transcript=[entry(startOffsetMs=True)]), "transcript[0].startOffsetMs"),
    (call(transcript=[entry(endOffsetMs=999)]), "transcript[0].endOffsetMs"),
    (call(transcript=[entry(endOffsetMs="2026-01-15T10:00:00Z")]), "transcript[0].endOffsetMs"),
    (call(transcript=[entry(payload=[])]), "transcript[0].payload"),
    (call(toolInvocations=[call_tool(startOffsetMs=-1)]), "toolInvocations[0].startOffsetMs"),
    (call(toolInvocations=[call_tool(endOffsetMs=1)]), "toolInvocations[0].endOffsetMs"),
    (call(toolInvocations=[call_tool(result=1)]), "toolInvocations[0].result"),
    (call(vapiCallId="vapi-1"), "vapiCallId"),
    (call(livekitRoomId=5), "livekitRoomId"),
    (call(externalId=""), "externalId"),
    (call(agent={}), "agent"),
    (call(agent={"name": "Bo", "endpoint": {}}), "agent.endpoint"),
    (call(agent={"name": "Bo", "endpoint": {"type": "phone"}}), "agent.endpoint"),
    (call(agent={"name": "Bo", "endpoint": {"id": "x"}}), "agent.endpoint.id"),
    (
        call(agents=[{"name": "B", "endpoint": {"type": "a", "value": "b", "direction": "UP"}}]),
        "agents[0].endpoint.direction",
    ),
    (call(startedAt="2026-01-15T10:00:00", startTimestamp=1, callDirection=1), "callDirection"),
    (call(transcript=[entry(endOffsetMs=2**62)]), "startedAt"),
    ({**without(call(), "startedAt"), "startTimestamp": "2026-01-15T10:00:00Z"}, "startedAt"),
]
RIGHT = [
    call(recordingUrl="http://127.0.0.1:9/no-extension?sig=a%20b"),
    call(recordingUrl="HTTPS://bücher.example/ü.wav"),
    *(call(endedStatus=status) for status in ENDINGS),
    call(endedStatus=None, stereoRecordingUrl=None, transcript=None, toolInvocations=None),
    call(interfaceType="WEB", callDirection="OUTBOUND"),
    call(transcript=[entry(startOffsetMs=42.0, endOffsetMs=42)]),
    call(transcript=[entry(payload=None), entry(payload={"sure": True}, languageCode="en")]),
    call(transcript=[entry(role="AGENT", agent={"customId": "b"}), entry(customer={})]),
    call(toolInvocations=[call_tool(endOffsetMs=3500, description="why", agent={})]),
    call(vapiCallId=bodies.ROARK_ID.upper(), livekitRoomId="room"),
    call(customer={}, customers=[{"label": "x"}]),
    call(agent={"name": "Bo", "endpoint": {"id": bodies.ROARK_ID}}),
    call(agent={"name": "Bo", "endpoint": {"type": "websocket", "value": "wss://a.example/"}}),
    call(properties={"planTier": {"deep": [1]}, "plan_tier": None}),
    call(status="RINGING", title=5),
]


@pytest.mark.parametrize(("body", "path"), MISSING + WRONG)
def test_is_refused_with_the_path_of_the_fault(body, path):
    assert path in paths_of(refused(CallIn, body))


def test_what_is_refused_is_not_stored(api, acme):
    answer = api.post("/v1/call", call(transcript=[entry(), entry(text="")]))
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == "transcript[1].text"
    with within(acme):
        assert not Conversation.objects.of(acme).exists()


@pytest.mark.parametrize("body", RIGHT)
def test_is_accepted(api, body):
    answer = api.post("/v1/call", body)
    assert answer.status_code == 201
    assert answer.json()["data"]["status"] == "ENDED"


def test_there_are_twenty_endings():
    assert len(ENDINGS) == len(set(ENDINGS)) == 20


def test_what_only_a_call_has_is_kept(api, acme):
    api.post("/v1/call", call(vapiCallId=bodies.ROARK_ID.upper(), endedStatus="DIAL_ERROR"))
    with within(acme):
        details = CallDetails.objects.of(acme).get()
    assert (details.direction, details.interface) == ("INBOUND", "PHONE")
    assert details.recording_url == "https://recordings.example.com/1.wav"
    assert str(details.vapi_call_id) == bodies.ROARK_ID
    assert details.ended_status == "DIAL_ERROR"


@pytest.mark.parametrize(
    ("parts", "duration"),
    [
        ({}, None),
        ({"toolInvocations": [call_tool()]}, None),
        ({"transcript": [entry(endOffsetMs=9000), entry(endOffsetMs=4000)]}, 9000),
        ({"transcript": [entry()], "toolInvocations": [call_tool(endOffsetMs=8000)]}, 8000),
        ({"transcript": [entry(startOffsetMs=0, endOffsetMs=0)]}, 0),
    ],
)
def test_a_call_lasts_until_its_last_end_offset(api, acme, parts, duration):
    api.post("/v1/call", call(**parts))
    with within(acme):
        conversation = Conversation.objects.of(acme).get()
    assert conversation.duration_ms == duration
    if duration is None:
        assert conversation.ended_at is None
    else:
        end = datetime(2026, 1, 15, 10, 0, duration // 1000, tzinfo=UTC)
        assert conversation.ended_at == end


def test_offsets_are_kept_as_they_are(api, acme):
    api.post("/v1/call", call(transcript=[entry(), entry(startOffsetMs=0, endOffsetMs=1)]))
    with within(acme):
        turns = Turn.objects.of(acme).order_by("number").values_list("start_ms", "end_ms")
        assert list(turns) == [(1000, 3000), (0, 1)]


def test_filters_know_a_calls_properties_by_plain_names_and_the_last_wins(api, acme):
    sent = {"planTier": "gold", "plan_tier": 4.0, "gone": None, "HTTPServer": True, "a b-c": [1]}
    api.post("/v1/call", call(properties=sent))
    with within(acme):
        row = SearchRow.objects.of(acme).get()
    assert row.properties == {"plan_tier": "4", "http_server": "true", "a_b_c": "[1]"}
