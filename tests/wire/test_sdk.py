"""Roark's own SDK, strict, against a running server (contract 2)."""

import httpx
import pytest
import roark_analytics
from roark_analytics import Roark

from tests.wire.bodies import chat, message


@pytest.fixture
def sdk(live, tenant):
    with Roark(base_url=live, bearer_token=tenant[1], _strict_response_validation=True) as client:
        yield client


def create_call(sdk, **changes):
    return sdk.call.create(
        **{
            "recording_url": "https://recordings.example.com/1.wav",
            "started_at": "2026-01-15T10:00:00Z",
            "interface_type": "PHONE",
            "call_direction": "INBOUND",
            **changes,
        }
    )


def get(sdk, path, **params):
    return sdk.get(path, cast_to=httpx.Response, options={"params": params})


def test_health(sdk):
    assert sdk.health.get().data.status == "healthy"


def test_me(sdk, tenant):
    me = sdk.me.get().data
    assert me.token_scope == "PROJECT"
    assert me.default_project.id == str(tenant[0].project.public_id)
    assert me.organization.name == tenant[0].organization.name


def test_the_smallest_call(sdk):
    call = create_call(sdk).data
    assert (call.status, call.call_direction) == ("ENDED", "INBOUND")
    assert (call.agents, call.customers, call.external_id) == ([], [], None)


def test_a_call_with_everything(sdk):
    call = create_call(
        sdk,
        ended_status="AGENT_SAID_END_CALL_PHRASE",
        stereo_recording_url="https://recordings.example.com/1-stereo.wav",
        external_id="call-1",
        livekit_room_id="room-1",
        vapi_call_id="3c90c3cc-0d44-4b50-8888-8dd25736052a",
        properties={"planTier": "gold", "deep": {"a": [1, None]}},
        agent={
            "name": "Front desk",
            "custom_id": "bot-1",
            "prompt": {"resolved_prompt": "Be kind."},
            "endpoint": {"type": "phone", "value": "+14155550123"},
        },
        customer={"phone_number_e164": None, "label": "speaker-01"},
        transcript=[
            {"role": "AGENT", "text": "Hello.", "start_offset_ms": 0, "end_offset_ms": 900},
            {
                "role": "CUSTOMER",
                "text": "Hi.",
                "start_offset_ms": 1000,
                "end_offset_ms": 1400,
                "customer": {"label": "speaker-01"},
                "payload": {"confidence": 0.9},
            },
        ],
        tool_invocations=[
            {
                "name": "find_order",
                "parameters": {"order": {"type": "string", "value": "A-17"}},
                "result": {"found": True},
                "start_offset_ms": 1500,
                "end_offset_ms": 1700,
                "agent": {"custom_id": "bot-1"},
            }
        ],
    ).data
    assert call.external_id == "call-1"
    assert call.agents[0].endpoint.phone_number_e164 == "+14155550123"
    assert call.agents[0].endpoint.environment == "production"
    assert (call.customers[0].label, call.customers[0].phone_number_e164) == ("speaker-01", None)


def test_its_errors_have_their_classes(sdk, live):
    create_call(sdk, external_id="call-1")
    with pytest.raises(roark_analytics.ConflictError) as conflict:
        create_call(sdk, external_id="call-1")
    assert conflict.value.body["error"]["code"] == "external_id_taken"
    assert conflict.value.response.request.headers["x-stainless-retry-count"] == "0"
    with pytest.raises(roark_analytics.BadRequestError):
        create_call(sdk, started_at="startedAt")
    with pytest.raises(roark_analytics.NotFoundError):
        get(sdk, "/v1/chat/nope")
    with pytest.raises(roark_analytics.AuthenticationError):
        Roark(base_url=live, bearer_token="prl_wrong").me.get()


def test_a_project_of_ours_may_be_named(live, tenant):
    project = str(tenant[0].project.public_id)
    with Roark(base_url=live, bearer_token=tenant[1], project=project) as sdk:
        assert sdk.me.get().data.default_project.id == project


def test_chats_as_raw_requests(sdk):
    body = chat(messages=[message(text="Where is my refund?")], properties={"planTier": "gold"})
    created = sdk.post("/v1/chat", cast_to=httpx.Response, body=body)
    assert created.status_code == 201
    chat_out = created.json()["data"]
    found = get(sdk, "/v1/chat", searchText="refund", properties={"planTier": {"exists": True}})
    assert found.json()["data"] == [chat_out]
    assert get(sdk, f"/v1/chat/{chat_out['id']}").json()["data"] == chat_out
    nothing = get(sdk, "/v1/chat", properties={"planTier": {"exists": False}})
    assert nothing.json()["pagination"]["total"] == 0
