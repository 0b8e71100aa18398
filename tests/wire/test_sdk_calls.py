"""Roark's own SDK: its calls."""

import pytest
import roark_analytics

from tests.wire.sdk import create_call


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
