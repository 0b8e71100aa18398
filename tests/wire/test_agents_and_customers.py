"""Who took part, in all the ways of telling it (contract 1.1, 5.5–5.8)."""

import pytest

from conversations.models import Agent, Customer, Participant, Turn
from organizations.tenancy import within
from tests.wire.bodies import ROARK_ID, call, chat, chat_tool, message

OTHER_ID = "550e8400-e29b-41d4-a716-446655440000"


def agents_of(api, **changes):
    return [agent["id"] for agent in api.post("/v1/chat", chat(**changes)).json()["data"]["agents"]]


def test_an_unknown_uuid_makes_a_placeholder_that_shows_it(api, acme):
    assert agents_of(api, agent={"roarkId": ROARK_ID.upper()}) == [ROARK_ID]
    assert agents_of(api, agent={"roarkId": ROARK_ID}) == [ROARK_ID]
    with within(acme):
        agent = Agent.objects.of(acme).get()
    assert agent.roark_id != agent.pk


def test_the_id_we_gave_finds_the_agent_again(api):
    (id,) = agents_of(api, agent={"name": "Bo"})
    assert agents_of(api, agent={"roarkId": id}) == [id]
    assert agents_of(api, agent={"name": "Bo"}) == [id]


def test_a_custom_id_comes_before_the_name(api):
    (first,) = agents_of(api, agent={"name": "Bo", "customId": "b-1"})
    (second,) = agents_of(api, agent={"name": "Bo", "customId": "b-2"})
    assert first != second
    assert agents_of(api, agent={"customId": "b-1"}) == [first]
    assert agents_of(api, agent={"name": "Another name", "customId": "b-2"}) == [second]


def test_names_are_compared_exactly(api):
    assert agents_of(api, agent={"name": "Bo"}) != agents_of(api, agent={"name": "bo"})


def test_singular_and_plural_are_merged_in_order_without_doubles(api):
    agents = {"agent": {"roarkId": ROARK_ID}, "agents": [{"roarkId": OTHER_ID}]}
    assert agents_of(api, **agents) == [ROARK_ID, OTHER_ID]
    agents["agents"] += [{"roarkId": ROARK_ID}, {"roarkId": OTHER_ID.upper()}]
    assert agents_of(api, **agents) == [ROARK_ID, OTHER_ID]


def test_an_agent_whom_only_a_turn_names_took_part(api):
    messages = [message(role="AGENT", agent={"roarkId": ROARK_ID})]
    tools = [chat_tool(agent={"roarkId": OTHER_ID})]
    assert agents_of(api, messages=messages, toolInvocations=tools) == [ROARK_ID, OTHER_ID]


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/call"])
def test_customers_come_back_as_sent(api, path):
    body = {"/v1/chat": chat, "/v1/call": call}[path]
    sent = [
        {"phoneNumberE164": "+14155550100", "label": None},
        {"phoneNumberE164": None, "label": "speaker-01"},
        {"phoneNumberE164": "+14155550100", "label": "Ann"},
        {"phoneNumberE164": None, "label": None},
        {"phoneNumberE164": None, "label": ""},
    ]
    data = api.post(path, body(customer=sent[0], customers=sent[1:] + sent[:1])).json()["data"]
    assert data["customers"] == sent


def test_one_phone_number_is_one_customer_however_labelled(api, acme):
    for label in (None, "Ann", "Bea"):
        api.post("/v1/chat", chat(customer={"phoneNumberE164": "+14155550100", "label": label}))
    with within(acme):
        assert Customer.objects.of(acme).count() == 1


def test_a_turn_knows_who_spoke(api, acme):
    body = chat(
        agents=[{"customId": "a"}, {"customId": "b"}],
        customers=[{"label": "Ann"}, {"label": "Bea"}],
        messages=[
            message(role="AGENT", agent={"customId": "b"}),
            message(role="CUSTOMER", customer={"label": "Bea"}, agent={"customId": "a"}),
            message(role="CUSTOMER"),
        ],
    )
    api.post("/v1/chat", body)
    with within(acme):
        turns = list(Turn.objects.of(acme).order_by("number").select_related("participant"))
        spoke = [turn.participant and str(turn.participant.number) for turn in turns]
        assert spoke == ["2", "4", None]
        assert Participant.objects.of(acme).count() == 4
