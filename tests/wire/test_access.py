"""Who may call, and what they see of others (contract 1.0; issue 2 section 2)."""

from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.utils import timezone

from conversations.models import Conversation
from organizations.access import API_PERMISSIONS, COARSE, SCOPES
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.wire import bodies
from tests.wire.bodies import call, chat, message
from web.api import ApiView

UNKNOWN = f"/v1/chat/{bodies.ROARK_ID}"
PARLEY = "/api/parley/v1"
SECOND_ID = "550e8400-e29b-41d4-a716-446655440000"
OF_ONE = f"{PARLEY}/conversations/{bodies.ROARK_ID}"
CALL = f"/v1/call/{bodies.ROARK_ID}"
ENDPOINTS = [
    ("GET", "/v1/chat", None),
    ("POST", "/v1/chat", chat()),
    ("GET", UNKNOWN, None),
    ("DELETE", UNKNOWN, None),
    ("GET", f"{UNKNOWN}/transcript", None),
    ("POST", f"{UNKNOWN}/messages", {"messages": [message()]}),
    ("GET", f"{UNKNOWN}/metrics", None),
    ("PATCH", f"{UNKNOWN}/properties", {"properties": {}}),
    ("GET", "/v1/call", None),
    ("POST", "/v1/call", call()),
    ("GET", CALL, None),
    ("DELETE", CALL, None),
    ("POST", "/v1/call/batch-delete", {"callIds": [bodies.ROARK_ID]}),
    ("GET", f"{CALL}/transcript", None),
    ("POST", f"{CALL}/transcript", {"transcript": [bodies.entry()]}),
    ("POST", f"{CALL}/tool-invocations", {"toolInvocations": [bodies.call_tool()]}),
    ("GET", f"{CALL}/metrics", None),
    ("PATCH", f"{CALL}/properties", {"properties": {}}),
    ("GET", f"{CALL}/sentiment-run", None),
    ("GET", f"{CALL}/cost", None),
    ("POST", "/v1/agent", {"name": "Bo"}),
    ("GET", "/v1/agent", None),
    ("POST", "/v1/agent/build", {"name": "Bo", "jobDescription": "Finds parcels"}),
    ("GET", f"/v1/agent/{bodies.ROARK_ID}", None),
    ("PUT", f"/v1/agent/{bodies.ROARK_ID}", {}),
    ("POST", "/v1/agent/endpoint", bodies.endpoint()),
    ("GET", "/v1/agent/endpoint", None),
    ("GET", f"/v1/agent/endpoint/{bodies.ROARK_ID}", None),
    ("PUT", f"/v1/agent/endpoint/{bodies.ROARK_ID}", {}),
    ("POST", "/v1/webhook", bodies.webhook()),
    ("GET", "/v1/webhook", None),
    ("GET", f"/v1/webhook/{bodies.ROARK_ID}", None),
    ("DELETE", f"/v1/webhook/{bodies.ROARK_ID}", None),
    ("GET", "/v1/me", None),
    ("GET", "/v1/projects", None),
    ("POST", "/api/v1/chats", bodies.session()),
    ("POST", "/api/v1/orgs/acme/chats", bodies.session()),
    *(
        (method, f"/api/v1/{of}{tail}", body)
        for of in ("", "orgs/acme/")
        for method, tail, body in (
            ("GET", "chats", None),
            ("GET", "chats/1", None),
            ("PATCH", "chats/1", {}),
            ("DELETE", "chats/1", None),
            ("POST", "chats/1/messages", {"role": "user", "content": "Hello"}),
        )
    ),
    ("GET", f"{PARLEY}/tags", None),
    ("POST", f"{PARLEY}/tags", {"name": "vip"}),
    ("GET", f"{PARLEY}/tags/{bodies.ROARK_ID}", None),
    ("PATCH", f"{PARLEY}/tags/{bodies.ROARK_ID}", {}),
    ("DELETE", f"{PARLEY}/tags/{bodies.ROARK_ID}", None),
    ("GET", f"{PARLEY}/score-configs", None),
    ("POST", f"{PARLEY}/score-configs", {"name": "Solved", "kind": "BOOLEAN"}),
    ("GET", f"{PARLEY}/score-configs/{bodies.ROARK_ID}", None),
    ("PATCH", f"{PARLEY}/score-configs/{bodies.ROARK_ID}", {}),
    ("DELETE", f"{PARLEY}/score-configs/{bodies.ROARK_ID}", None),
    ("GET", f"{OF_ONE}/tags", None),
    ("POST", f"{OF_ONE}/tags", {"name": "vip"}),
    ("DELETE", f"{OF_ONE}/tags/{SECOND_ID}", None),
    ("GET", f"{OF_ONE}/notes", None),
    ("POST", f"{OF_ONE}/notes", {"body": "Hm"}),
    ("PATCH", f"{OF_ONE}/notes/{SECOND_ID}", {}),
    ("DELETE", f"{OF_ONE}/notes/{SECOND_ID}", None),
    ("GET", f"{OF_ONE}/scores", None),
    ("POST", f"{OF_ONE}/scores", {"configId": bodies.ROARK_ID, "value": True}),
    ("PATCH", f"{OF_ONE}/scores/{SECOND_ID}", {"value": True}),
    ("DELETE", f"{OF_ONE}/scores/{SECOND_ID}", None),
    ("GET", f"{OF_ONE}/insight", None),
]
SECOND = {"tags": "taggingId", "notes": "noteId", "scores": "scoreId"}


def route_of(path):
    for resource, name in SECOND.items():
        path = path.replace(f"{resource}/{SECOND_ID}", f"{resource}/{{{name}}}")
    path = path.replace(bodies.ROARK_ID, "{id}").replace("/chats/1", "/chats/{chat_id}")
    return path.replace("/acme/", "/{slug}/")


def send(caller, method, path, body):
    return caller.get(path) if method == "GET" else caller.send(method.lower(), path, body)


def test_no_credential_is_401_and_never_403(client, key, subtests):
    for method, path, _ in ENDPOINTS:
        with subtests.test(f"{method} {path}"):
            answer = client.generic(method, path)
            assert answer.status_code == 401
            assert answer["WWW-Authenticate"]
            assert answer.json()["error"]


def test_a_credential_that_is_none_is_401(caller, key, subtests):
    for method, path, body in ENDPOINTS:
        with subtests.test(f"{method} {path}"):
            answer = send(caller("prl_unknown"), method, path, body)
            assert answer.status_code == 401
            assert answer["WWW-Authenticate"]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic prl_of-acme", "prl_of-acme", "Token prl_of-acme"]
)
def test_roark_wants_the_word_bearer(client, key, header):
    answer = client.get("/v1/me", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json()["error"]["type"] == "authentication"


def test_the_word_bearer_in_any_case(client, key):
    for word in ("Bearer", "bearer", "BEARER"):
        headers = {"Authorization": f"{word} prl_of-acme"}
        assert client.get("/v1/me", headers=headers).status_code == 200


def test_a_session_is_no_credential(client, member):
    assert client.get("/v1/chat").status_code == 401


@pytest.mark.parametrize(
    "gone",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_a_revoked_or_expired_key_is_401(caller, acme, gone):
    ApiKeyFactory(organization=acme, secret="prl_gone", **gone)
    assert caller("prl_gone").get("/v1/me").status_code == 401


def test_a_key_without_scopes_may_only_ask_what_it_is(caller, acme, subtests):
    ApiKeyFactory(organization=acme, secret="prl_empty", scopes=[])
    for method, path, body in ENDPOINTS:
        with subtests.test(f"{method} {path}"):
            answer = send(caller("prl_empty"), method, path, body)
            assert answer.status_code == (200 if path in ("/v1/me", "/v1/projects") else 403)


@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_a_key_with_every_other_scope_is_told_which_it_lacks(caller, acme, method, path, body):
    lacks = API_PERMISSIONS[method, route_of(path)]
    scopes = [scope for scope in SCOPES if scope not in COARSE and scope != lacks]
    ApiKeyFactory(organization=acme, secret="prl_all_but_one", scopes=scopes)
    answer = send(caller("prl_all_but_one"), method, path, body)
    assert (answer.status_code == 403) == (lacks is not None)
    assert lacks is None or lacks in answer.content.decode()


def test_what_a_key_lacks_is_named(caller, acme):
    ApiKeyFactory(organization=acme, secret="prl_reader", scopes=["READ"])
    answer = caller("prl_reader").post("/v1/chat", chat())
    assert answer.status_code == 403
    assert answer.json()["error"]["type"] == "forbidden"
    assert "chat:create" in answer.json()["error"]["message"]


def api_views():
    patterns = get_resolver().url_patterns
    nested = [inner for p in patterns for inner in getattr(p, "url_patterns", [])]
    views = (
        getattr(p.callback, "cls", None) for p in [*patterns, *nested] if hasattr(p, "callback")
    )
    return [view for view in views if view and issubclass(view, ApiView)]


def test_the_table_of_permissions_names_every_endpoint_and_no_other(db):
    methods = ("get", "post", "put", "patch", "delete")
    served = {
        (method.upper(), view.route)
        for view in api_views()
        if view.permission_classes
        for method in methods
        if hasattr(view, method)
    }
    assert served == set(API_PERMISSIONS)


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_the_permission_that_the_table_names_is_enough(caller, acme, project, method, path, body):
    route = route_of(path)
    scopes = [scope for scope in [API_PERMISSIONS[method, route]] if scope]
    ApiKeyFactory(organization=acme, project=project, secret="prl_fine", scopes=scopes)
    answer = send(caller("prl_fine"), method, path, body)
    assert answer.status_code in (200, 201, 404)


def test_every_endpoint_is_walked():
    walked = {(method, route_of(path)) for method, path, _ in ENDPOINTS}
    assert walked == set(API_PERMISSIONS)


def test_every_permission_of_the_table_is_granted_by_a_coarse_scope():
    assert set(API_PERMISSIONS.values()) - {None} <= set().union(*COARSE.values())


class TestAgents:
    """Naming agents needs agent:create too, since storing may make them."""

    @pytest.fixture
    def chatter(self, caller, acme):
        ApiKeyFactory(organization=acme, secret="prl_chatter", scopes=["chat:create"])
        return caller("prl_chatter")

    @pytest.mark.parametrize(
        "body",
        [
            chat(agent={"name": "Bo"}),
            chat(agents=[{"name": "Bo"}]),
            chat(messages=[message(role="AGENT", agent={"customId": "b"})]),
            chat(toolInvocations=[bodies.chat_tool(agent={"customId": "b"})]),
        ],
    )
    def test_without_it_is_403(self, chatter, acme, body):
        answer = chatter.post("/v1/chat", body)
        assert answer.status_code == 403
        assert "agent:create" in answer.json()["error"]["message"]
        with within(acme):
            assert not Conversation.objects.of(acme).exists()

    def test_a_chat_without_agents_needs_none(self, chatter):
        assert chatter.post("/v1/chat", chat(agents=[], agent=None)).status_code == 201


class TestProjectHeader:
    @pytest.mark.parametrize("value", ["", " "])
    def test_empty_is_400(self, api, value):
        api.headers["X-Roark-Project-Id"] = value
        assert api.get("/v1/chat").status_code == 400

    def test_anything_else_is_ignored(self, api):
        api.headers["X-Roark-Project-Id"] = "660e8400-e29b-41d4-a716-446655440001"
        assert api.get("/v1/chat").status_code == 200
