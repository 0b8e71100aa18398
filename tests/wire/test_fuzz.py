"""Whatever is sent, the answer is JSON and none of our errors (contract 5.26)."""

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.models import AgentEndpoint
from organizations.tenancy import within
from tests.wire import bodies

POSTS = {
    "/v1/chat": bodies.chat(
        messages=[bodies.message()],
        toolInvocations=[bodies.chat_tool()],
        properties={"plan": "gold"},
        traceId="t",
        externalId="e",
        agent={"roarkId": bodies.ROARK_ID, "prompt": {"resolvedPrompt": "Be kind."}},
        agents=[{"name": "Bo", "customId": "b"}],
        customers=[{"phoneNumberE164": "+14155550100", "label": "Ann"}],
    ),
    "/v1/call": bodies.call(
        transcript=[bodies.entry(payload={"a": 1})],
        toolInvocations=[bodies.call_tool(endOffsetMs=9000)],
        properties={"plan": "gold"},
        vapiCallId=bodies.ROARK_ID,
        livekitRoomId="room",
        agent={"name": "Bo", "endpoint": {"type": "phone", "value": "+14155550123"}},
        customer={"phoneNumberE164": None},
    ),
    "/v1/agent": {"name": "Bo", "customId": "b", "description": "Kind"},
    "/v1/agent/endpoint": bodies.endpoint(
        environment="staging",
        outboundDialType="HTTP_REQUEST",
        outboundDialHttpRequestDefinitionId="d",
    ),
    "/api/v1/chats": bodies.session(),
}
PUTS = {
    "/v1/agent/{id}": {"name": "Bo", "description": "Kind"},
    "/v1/agent/endpoint/{id}": {
        "environment": "staging",
        "outboundDialType": "HTTP_REQUEST",
        "outboundDialHttpRequestDefinitionId": "d",
    },
}
BODIES = POSTS | PUTS
NASTY = ["", "\0", "a\0b", "'", "\\", "%", "\u202e", "\ufffe", "İ", "e\u0301" * 9, "x" * 300]
TIMES = ["2026-01-15T10:00:00Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text()
    | st.sampled_from([*NASTY, *TIMES, bodies.ROARK_ID, "AGENT", "+14155550100"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
MANY = pytest.param(500, marks=pytest.mark.slow)
DEPTHS, DEEP = (pytest.mark.parametrize("examples", n) for n in ([4, MANY], [MANY]))


def explore(examples, test, **strategies):
    """Run test on so many examples, whatever time they take to make.

    The same ones each time for a state of the sources, whose constants are among them.
    """
    chosen = settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    chosen(given(**strategies)(test))()


def places(value, path=()):
    """The paths of everything in a body."""
    yield path
    inside = dict(enumerate(value)) if isinstance(value, list) else value
    if isinstance(inside, dict):
        for key, inner in inside.items():
            yield from places(inner, (*path, key))


def put(value, path, new):
    """A copy of a body with something else in one place."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


def check(api, path, body):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    with transaction.atomic():
        if path in PUTS:
            answer = api.put(path.format(id=bodies.ROARK_ID), data)
        else:
            answer = api.post(path, data)
        transaction.set_rollback(True)
    assert answer.status_code in (200, 201, 400, 404, 409)
    assert isinstance(answer.json(), dict)


@pytest.fixture(autouse=True)
def registered(api, acme):
    """An agent and an endpoint of the id that the bodies and the paths name."""
    api.post("/v1/chat", bodies.chat(agent={"roarkId": bodies.ROARK_ID}))
    api.post("/v1/agent/endpoint", bodies.endpoint(value="+14155550199"))
    with within(acme):
        AgentEndpoint.objects.of(acme).update(id=bodies.ROARK_ID)


@DEPTHS
@pytest.mark.parametrize("path", BODIES)
def test_any_json(api, path, examples):
    explore(examples, lambda body: check(api, path, body), body=JSON)


@DEEP
@pytest.mark.parametrize("path", BODIES)
def test_a_right_body_with_anything_in_two_places(api, path, examples):
    def test(data):
        body = BODIES[path]
        for _ in range(2):
            place = data.draw(st.sampled_from(sorted(places(body), key=str)))
            body = put(body, place, data.draw(JSON))
        check(api, path, body)

    explore(examples, test, data=st.data())


@DEEP
@pytest.mark.parametrize("path", BODIES)
def test_a_right_body_with_bytes_broken(api, path, examples):
    right = json.dumps(BODIES[path]).encode()

    def test(at, cut, noise):
        check(api, path, right[:at] + noise + right[at + cut :])

    at = st.integers(0, len(right))
    explore(examples, test, at=at, cut=st.integers(0, 3), noise=st.binary(max_size=4))


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
QUERIES = st.dictionaries(
    st.sampled_from(
        "limit after sortBy sortDirection searchText simulationRunPlanJobId slug status agentId"
        " simulationRunPlanJobIds simulationRunPlanIds countedInResults excludeHiddenRuns source"
        " properties[a][exists] properties[a] x".split()
    )
    | TEXT,
    TEXT | st.sampled_from([*NASTY, "20", "asc", "title", "true", "ENDED", bodies.ROARK_ID]),
)
TRANSCRIPT = f"/v1/call/{bodies.ROARK_ID}/transcript"
THERE = (bodies.ROARK_ID, "endpoint")  # an agent's id, and what follows /v1/agent/ too
LISTS = ["/v1/chat", "/v1/call", "/v1/agent", "/v1/agent/endpoint"]


@DEEP
@pytest.mark.parametrize("path", [*LISTS, "/v1/projects", TRANSCRIPT])
def test_any_query(api, path, examples):
    def test(query):
        answer = api.get(path, **query)
        assert answer.status_code in (404 if path == TRANSCRIPT else 200, 400)
        assert isinstance(answer.json(), dict)

    explore(examples, test, query=QUERIES)


@DEEP
@pytest.mark.parametrize(
    "path",
    [*(f"{path}/{{}}" for path in LISTS), "/v1/chat/{}/transcript", "/v1/call/{}/transcript"],
)
def test_any_id(api, path, examples):
    def test(id):
        answer = api.get(path.format("".join(f"%{byte:02x}" for byte in id.encode())))
        assert answer.status_code in (400, 404)
        assert isinstance(answer.json(), dict)

    explore(examples, test, id=TEXT.filter(lambda id: id and id not in THERE))
