"""Conversations that arrive together are stored as if each had come alone."""

import json

import pytest
from django.db import IntegrityError

from calls.receive import receive_call, receive_calls
from calls.wire.roark_v1 import CallIn
from chats.receive import receive_chat, receive_chats
from chats.wire.roark_v1 import ChatIn
from conversations.models import Agent, Conversation
from conversations.new import AgentRef, NewAgent, NewEndpoint
from demo.generate import generate
from organizations.models import Project
from organizations.tenancy import within
from tests.contents import contents
from tests.factories import NOON
from tests.talk import CALL, new


@pytest.fixture(scope="module")
def arrived():
    """Chats, and calls with their details, as the demo makes them up."""
    items = list(generate(NOON))[:120]
    bodies = {
        path: [i["body"] for i in items if i["path"] == path] for path in ("/v1/chat", "/v1/call")
    }
    calls = [CallIn.model_validate_json(json.dumps(body)) for body in bodies["/v1/call"]]
    chats = [ChatIn.model_validate_json(json.dumps(body)) for body in bodies["/v1/chat"]]
    return [c.to_domain() for c in chats], [(c.to_domain(), c.details()) for c in calls]


@pytest.mark.slow
def test_rows_are_the_same_as_one_by_one(arrived, acme, rival):
    chats, calls = arrived
    assert len(chats) > 80
    assert len(calls) > 5
    default, theirs = (Project.objects.of(o).get() for o in (acme, rival))
    for chat in chats:
        receive_chat(default, chat)
    for call, details in calls:
        receive_call(default, call, details)
    receive_chats(theirs, chats)
    receive_calls(theirs, calls)
    assert contents(acme) == contents(rival)


def test_statements_do_not_grow_with_the_conversations(arrived, acme, project, statements):
    chats, _ = arrived
    with statements() as few:
        receive_chats(project, chats[:2])
    with statements() as many:
        receive_chats(project, chats[2:60])
    assert len(many) <= len(few)


def test_an_agent_learns_from_those_before_as_if_they_had_come_alone(acme, project):
    nora = {"agents": (NewAgent(name="Nora"),)}
    known = {"agents": (NewAgent(AgentRef(custom_id="n-1"), name="Nora"),)}
    by_id = {"agents": (NewAgent(AgentRef(custom_id="n-1")),)}
    receive_chats(project, [new("Hello", **who) for who in (nora, known, by_id, nora)])
    with within(acme):
        agent = Agent.objects.get()
        assert (agent.name, agent.custom_id) == ("Nora", "n-1")


def test_ids_that_contradict_one_another_are_still_one_agent_each(acme, project):
    one, two = (NewAgent(AgentRef(custom_id=f"n-{n}"), name="Nora") for n in (1, 2))
    receive_chats(project, [new(agents=(one,)), new(agents=(two,)), new(agents=(one, two))])
    with within(acme):
        assert Agent.objects.count() == 2


def test_an_endpoint_of_two_calls_is_one_row(acme, project):
    bot = NewAgent(name="Bot", endpoint=NewEndpoint(type="PHONE", value="+4930123"))
    receive_calls(project, [(new(kind="call", agents=(bot,)), CALL) for _ in range(2)])
    with within(acme):
        agent = Agent.objects.get()
        assert [e.value for e in agent.endpoints.all()] == ["+4930123"]


def test_one_taken_external_id_refuses_all_of_them(acme, project):
    receive_chats(project, [new("First", external_id="e-1")])
    with pytest.raises(IntegrityError, match="conversation_external_id_is_taken"):
        receive_chats(project, [new(external_id="e-2"), new(external_id="e-1")])
    with within(acme):
        assert Conversation.objects.get().title == "First"


def test_none_at_all_is_nothing(acme, project, statements):
    assert receive_chats(project, []) == []
