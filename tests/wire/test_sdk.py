"""Roark's own SDK, strict, against a running server (contract 2)."""

import inspect
from pathlib import Path

import httpx
import pytest
import roark_analytics
from roark_analytics import Roark

from tests.wire.bodies import chat, message


@pytest.fixture
def sdk(live, tenant):
    with Roark(base_url=live, bearer_token=tenant[1], _strict_response_validation=True) as client:
        yield client


RESOURCES = ("agent", "agent_endpoint", "call", "health", "me", "project", "webhook")


def test_every_method_of_what_is_served_is_called_below():
    client, source = Roark(bearer_token="none"), Path(__file__).read_text()
    methods = [
        f"sdk.{resource}.{name}("
        for resource in RESOURCES
        for name, method in vars(type(getattr(client, resource))).items()
        if inspect.isfunction(method) and not name.startswith("_")
    ]
    assert len(methods) >= 30
    assert not [method for method in methods if method not in source]


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


def test_keys_of_people_are_refused_to_a_projects_key(sdk):
    for act in (
        lambda: sdk.me.list_api_keys(status="REVOKED"),
        lambda: sdk.me.create_api_key(name="Mine", scopes=["READ"]),
        lambda: sdk.me.revoke_api_key("3c90c3cc-0d44-4b50-8888-8dd25736052a"),
    ):
        with pytest.raises(roark_analytics.PermissionDeniedError) as refused:
            act()
        assert refused.value.body["error"]["code"] == "personal_key_required"


def test_webhooks(sdk):
    created = sdk.webhook.create(
        url="https://hooks.example.com/in",
        events=["CALL_ANALYSIS_COMPLETED", "ISSUE_RESOLVED"],
        headers={"X-Token": "t"},
    ).data
    assert created.signing_secret
    assert sdk.webhook.get_by_id(created.id).data.headers == {"X-Token": "t"}
    listed = sdk.webhook.list(limit=50)
    assert [row.id for row in listed.data] == [created.id]
    assert (listed.pagination.total, listed.pagination.next_cursor) == (1, None)
    assert sdk.webhook.delete(created.id).data.success
    with pytest.raises(roark_analytics.NotFoundError):
        sdk.webhook.get_by_id(created.id)


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


def test_calls_are_listed_walked_and_read(sdk):
    ids = [create_call(sdk, external_id=f"call-{n}").data.id for n in range(5)]
    walked, after = [], roark_analytics.omit
    while after is not None:
        page = sdk.call.list(limit=2, sort_by="createdAt", sort_direction="asc", after=after)
        assert page.pagination.total == 5
        walked += [call.id for call in page.data]
        after = page.pagination.next_cursor
    assert (walked, page.pagination.has_more) == (ids, False)
    call = sdk.call.get_by_id(ids[0].upper()).data
    assert (call.id, call.recording_url_access, call.status) == (ids[0], "AVAILABLE", "ENDED")
    (first,) = sdk.call.list(limit=1, sort_direction="asc").data
    assert call.to_dict() == first.to_dict()


def test_calls_by_every_filter(sdk):
    spoken = {"role": "CUSTOMER", "text": "My refund?", "start_offset_ms": 0, "end_offset_ms": 900}
    found = create_call(sdk, transcript=[spoken], properties={"planTier": 4.0}).data.id
    create_call(sdk)
    live = sdk.call.list(
        search_text="refund",
        status="ENDED",
        exclude_hidden_runs="true",
        properties={"planTier": {"exists": True}, "other": {"exists": False}},
        sort_by="duration",
    )
    assert [(call.id, call.properties) for call in live.data] == [(found, {"plan_tier": "4"})]
    runs = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
    simulated = sdk.call.list(
        counted_in_results="false",
        simulation_run_plan_ids=runs,
        simulation_run_plan_job_id=runs,
        simulation_run_plan_job_ids=f"{runs},{runs}",
    )
    assert (simulated.data, simulated.pagination.total) == ([], 0)
    with pytest.raises(roark_analytics.BadRequestError):
        sdk.call.list(properties={"status": {"exists": True}})


def test_transcripts(sdk):
    spoken = {"role": "AGENT", "text": "Hello.", "start_offset_ms": 10, "end_offset_ms": 900}
    call = create_call(sdk, agent={"name": "Bo"}, customer={}, transcript=[spoken]).data
    shown = sdk.call.get_transcript(call.id).data
    agent, customer = shown.participants
    assert (agent.type, agent.agent_id) == ("AGENT", call.agents[0].id)
    assert (customer.type, customer.customer_id) == ("CUSTOMER", None)
    (entry,) = shown.entries
    assert (entry.participant_id, entry.role, entry.start_offset_ms) == (agent.id, "AGENT", 10)
    assert shown.transcription_source == "CUSTOMER_AGENT_REALTIME"
    none = sdk.call.get_transcript(call.id, source="ROARK_POST_CALL").data
    assert (none.entries, none.transcription_source) == ([], None)


def test_tool_invocations_of_later(sdk):
    call = create_call(sdk).data.id
    tool = {"name": "refund", "parameters": {}, "result": "done", "start_offset_ms": 5}
    added = sdk.call.append_tool_invocations(
        call, tool_invocations=[tool, tool], metrics=[{"id": "tool_invocation_count"}]
    ).data
    assert (added.call_id, added.added, added.skipped) == (call, 1, 1)
    assert (added.metric_collection_job.status, added.metric_collection_error) == (
        "COMPLETED",
        None,
    )


def test_properties_of_later(sdk):
    call = create_call(sdk, properties={"planTier": "gold", "old": 1}).data.id
    changed = sdk.call.update_properties(
        call, properties={"planTier": "silver", "seats": 4, "isNew": True, "old": None}
    ).data
    assert changed.properties == {"plan_tier": "silver", "seats": "4", "is_new": "true"}
    assert (changed.updated, changed.removed) == (["plan_tier", "seats", "is_new"], ["old"])
    with pytest.raises(roark_analytics.BadRequestError):
        sdk.call.update_properties(call, properties={"seats": "four"})


def test_what_is_measured_of_a_call(sdk):
    spoken = {"role": "AGENT", "text": "Hello.", "start_offset_ms": 10, "end_offset_ms": 900}
    call = create_call(sdk, transcript=[spoken]).data.id
    metrics = {metric.slug: metric for metric in sdk.call.list_metrics(call, status="all").data}
    [value] = metrics["duration"].values
    assert (value.value, metrics["duration"].unit.symbol) == (900, "ms")
    assert sdk.call.list_metrics(call).data
    assert sdk.call.list_sentiment_runs(call).data.average_sentiment is None
    cost = sdk.call.get_cost(call).data
    assert (cost.call_id, cost.total_usd_micros, cost.items) == (call, 0, [])


def test_calls_are_deleted(sdk):
    one, two, three = (create_call(sdk).data.id for _ in range(3))
    assert (sdk.call.delete(one).data.id, sdk.call.delete(two).data.deleted) == (one, True)
    gone = sdk.call.batch_delete(call_ids=[one, three.upper(), three]).data
    assert (gone.deleted_call_ids, gone.not_found_call_ids) == ([three], [one])
    with pytest.raises(roark_analytics.NotFoundError):
        sdk.call.get_by_id(one)


def test_agents(sdk):
    created = sdk.agent.create(name="Bo", custom_id="b", description="Kind").data
    assert sdk.agent.get_by_id(created.id).data.to_dict() == created.to_dict()
    changed = sdk.agent.update(created.id, name="Yuri", description=None).data
    assert (changed.name, changed.description, changed.custom_id) == ("Yuri", None, "b")
    sdk.agent.create(name="Another")
    first = sdk.agent.list(limit=1)
    second = sdk.agent.list(limit=1, after=first.pagination.next_cursor)
    assert [first.data[0].name, second.data[0].name] == ["Another", "Yuri"]
    assert (second.pagination.has_more, second.pagination.total) == (False, 2)
    assert [agent.id for agent in sdk.agent.list(search_text="yur").data] == [created.id]
    with pytest.raises(roark_analytics.ConflictError):
        sdk.agent.create(name="Bo", custom_id="b")


def test_an_agent_is_built_by_its_job(sdk):
    built = sdk.agent.build(name="Bo", job_description="Finds parcels", voice="calm").data
    assert (built.name, built.description, built.custom_id) == ("Bo", "Finds parcels", None)
    assert sdk.agent.get_by_id(built.id).data.to_dict() == built.to_dict()
    with pytest.raises(roark_analytics.ConflictError):
        sdk.agent.build(name="Bo", job_description="Finds parcels")


def test_agents_endpoints(sdk):
    agent = sdk.agent.create(name="Bo").data.id
    created = sdk.agent_endpoint.create(
        agent_id=agent, direction="INCOMING", value="+14155550123", environment="staging"
    ).data
    shown = (created.type, created.environment, created.outbound_dial_type)
    assert shown == ("PHONE", "staging", "NONE")
    assert sdk.agent_endpoint.get_by_id(created.id).data.to_dict() == created.to_dict()
    changed = sdk.agent_endpoint.update(
        created.id, outbound_dial_type="HTTP_REQUEST", outbound_dial_http_request_definition_id="d"
    ).data
    assert (changed.outbound_dial_type, changed.environment) == ("HTTP_REQUEST", "staging")
    create_call(
        sdk, agent={"roark_id": agent, "endpoint": {"id": "3c90c3cc-0d44-4b50-8888-8dd25736052a"}}
    )
    first = sdk.agent_endpoint.list(agent_id=agent, limit=1)
    second = sdk.agent_endpoint.list(agent_id=agent, after=first.pagination.next_cursor)
    assert [one.id for one in second.data] == [created.id]
    assert sdk.agent_endpoint.list(search_text="0123").pagination.total == 1


def test_projects(sdk, tenant):
    (project,) = sdk.project.list().data.projects
    assert project.id == str(tenant[0].project.public_id)
    assert project.granted_permissions == sdk.me.get().data.granted_permissions
    assert project.organization.name == tenant[0].organization.name


def test_a_chats_transcript_as_a_raw_request(sdk):
    created = sdk.post("/v1/chat", cast_to=httpx.Response, body=chat(messages=[message()]))
    id = created.json()["data"]["id"]
    entries = get(sdk, f"/v1/chat/{id}/transcript").json()["data"]["entries"]
    assert [entry["text"] for entry in entries] == [message()["text"]]


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
