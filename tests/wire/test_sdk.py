"""Roark's own SDK: all but its calls, and what it says of errors."""

import inspect
from pathlib import Path

import httpx
import pytest
import roark_analytics
from roark_analytics import Roark

from tests.wire.bodies import chat, message
from tests.wire.sdk import create_call

RESOURCES = ("agent", "agent_endpoint", "call", "health", "me", "project", "webhook")


def test_every_method_of_what_is_served_is_called():
    client, here = Roark(bearer_token="none"), Path(__file__).parent
    source = "".join(path.read_text() for path in here.glob("*sdk*.py"))
    methods = [
        f"sdk.{resource}.{name}("
        for resource in RESOURCES
        for name, method in vars(type(getattr(client, resource))).items()
        if inspect.isfunction(method) and not name.startswith("_")
    ]
    assert len(methods) >= 30
    assert not [method for method in methods if method not in source]


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
    assert sdk.agent_endpoint.list(search_text="+14155550123").pagination.total == 1


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
