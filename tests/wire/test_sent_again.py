"""Idempotency-Key on what is told later, and answers that are forgotten with a conversation."""

from hashlib import sha256

import pytest

from organizations.locks import lock
from organizations.models import KeptAnswer
from organizations.tenancy import within
from tests.wire.bodies import call, call_tool, chat, entry, message, session
from tests.wire.told import conforming

KEY = {"Idempotency-Key": "once-1"}
LATE = {  # what makes the conversation, what is told later and by which path, another body
    "chat": (("/v1/chat", chat), "messages", {"messages": [message(text="Later")]}),
    "call": (("/v1/call", call), "transcript", {"transcript": [entry(text="Later")]}),
    "tools": (("/v1/call", call), "tool-invocations", {"toolInvocations": [call_tool(name="t")]}),
    "session": (("/api/v1/chats", session), "messages", {"role": "user", "content": "Later"}),
}
OTHER = {
    "chat": {"messages": []},
    "call": {"transcript": []},
    "tools": {"toolInvocations": [call_tool(name="other")]},
    "session": {"role": "user", "content": "Other"},
}
late = pytest.mark.parametrize("kind", LATE)


def opened(api, kind):
    """The path that adds to a new conversation."""
    (path, body), part, _ = LATE[kind]
    made = api.post(path, body()).json()
    return f"{path}/{made['chat_id'] if 'chat_id' in made else made['data']['id']}/{part}"


@late
def test_it_is_added_once_and_answered_as_the_first_time(api, kind):
    path, later = opened(api, kind), LATE[kind][2]
    first, again = api.post(path, later, **KEY), api.post(path, later, **KEY)
    assert first.status_code == again.status_code < 300
    assert (again.content, again["Idempotency-Replayed"]) == (first.content, "true")


@late
def test_another_body_is_refused_and_adds_nothing(api, acme, kind):
    path = opened(api, kind)
    api.post(path, LATE[kind][2], **KEY)
    answer = api.post(path, OTHER[kind], **KEY)
    assert answer.status_code == (400 if kind == "session" else 409)
    assert "Another body was sent with this Idempotency-Key." in answer.content.decode()
    assert api.post(path, LATE[kind][2], **KEY)["Idempotency-Replayed"] == "true"


@late
def test_while_the_first_runs_another_is_told_to_try_again(http, tenant, kind):
    key, _ = tenant
    (made, body), part, later = LATE[kind]
    told = http.post(made, json=body()).json()
    path = f"{made}/{told['chat_id'] if 'chat_id' in told else told['data']['id']}/{part}"
    scope = sha256(f"POST\0{path}\0once-1".encode()).hexdigest()
    with within(key.organization):
        assert lock(f"{key.pk}:{scope}")
        answer = conforming("POST", path, http.post(path, json=later, headers=KEY))
    assert (answer.status_code, answer.headers["x-should-retry"]) == (409, "true")
    assert http.post(path, json=later, headers=KEY).status_code < 300


NOTES = "/api/parley/v1/conversations/{}/notes"


@pytest.mark.parametrize(("path", "body"), [("/v1/chat", chat), ("/v1/call", call)])
def test_answers_about_a_deleted_conversation_are_forgotten_and_nothing_is_done_again(
    api, acme, path, body
):
    id = api.post(path, body(), **KEY).json()["data"]["id"]
    api.post(NOTES.format(id), {"body": "zqsecret"}, **KEY)
    api.delete(f"{path}/{id}")
    answer = api.post(path, body(), **KEY)
    assert (answer.status_code, answer["x-should-retry"]) == (409, "false")
    assert answer.json()["error"]["code"] == "idempotency_forgotten"
    assert api.get(path).json()["pagination"]["total"] == 0
    with within(acme):
        assert [kept.body for kept in KeptAnswer.objects.of(acme)] == ["", ""]


def test_a_deleted_session_is_not_made_again(api):
    made = api.post("/api/v1/chats", session(), **KEY).json()
    api.delete(f"/api/v1/chats/{made['chat_id']}")
    answer = api.post("/api/v1/chats", session(), **KEY)
    assert (answer.status_code, list(answer.json())) == (409, ["error"])
    assert api.get("/api/v1/chats").json() == []
