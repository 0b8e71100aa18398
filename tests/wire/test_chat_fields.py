"""Each field of POST /v1/chat and its rule (contract 1.1, 5.2–5.24)."""

import pytest

from chats.wire.roark_v1 import ChatIn
from conversations.models import Conversation, ToolInvocation, Turn
from organizations.tenancy import within
from tests.wire import bodies
from tests.wire.bodies import chat, chat_tool, message, without
from tests.wire.shapes import paths_of, refused
from web.api import json_path

MISSING = [
    (without(chat(), "startTimestamp"), "startTimestamp"),
    (without(chat(), "endTimestamp"), "endTimestamp"),
    (without(chat(), "messages"), "messages"),
    (chat(messages=[without(message(), "role")]), "messages[0].role"),
    (chat(messages=[without(message(), "text")]), "messages[0].text"),
    (chat(messages=[without(message(), "startTimestamp")]), "messages[0].startTimestamp"),
    (chat(toolInvocations=[without(chat_tool(), "name")]), "toolInvocations[0].name"),
    (chat(toolInvocations=[without(chat_tool(), "parameters")]), "toolInvocations[0].parameters"),
    (chat(toolInvocations=[without(chat_tool(), "result")]), "toolInvocations[0].result"),
    (
        chat(toolInvocations=[without(chat_tool(), "startTimestamp")]),
        "toolInvocations[0].startTimestamp",
    ),
]
WRONG = [
    (chat(startTimestamp="2026-01-15"), "startTimestamp"),
    (chat(startTimestamp=1768471200), "startTimestamp"),
    (chat(startTimestamp="1768471200"), "startTimestamp"),
    (chat(startTimestamp=None), "startTimestamp"),
    (chat(endTimestamp="2026-01-15T09:59:59Z"), "endTimestamp"),
    (chat(messages={}), "messages"),
    (chat(messages=None), "messages"),
    (chat(messages=["hello"]), "messages[0]"),
    (chat(messages=[message(role="SYSTEM")]), "messages[0].role"),
    (chat(messages=[message(role=1)]), "messages[0].role"),
    (chat(messages=[message(text=None)]), "messages[0].text"),
    (chat(messages=[message(text=5)]), "messages[0].text"),
    (chat(messages=[message(startTimestamp=1000)]), "messages[0].startTimestamp"),
    (chat(messages=[message(agent="bot")]), "messages[0].agent"),
    (chat(messages=[message(agent={"roarkId": "bot"})]), "messages[0].agent.roarkId"),
    (chat(toolInvocations=[chat_tool(result=4)]), "toolInvocations[0].result"),
    (chat(toolInvocations=[chat_tool(result=[])]), "toolInvocations[0].result"),
    (chat(toolInvocations=[chat_tool(result=True)]), "toolInvocations[0].result"),
    (chat(toolInvocations=[chat_tool(result=None)]), "toolInvocations[0].result"),
    (chat(toolInvocations=[chat_tool(parameters="x")]), "toolInvocations[0].parameters"),
    (chat(toolInvocations=[chat_tool(parameters=None)]), "toolInvocations[0].parameters"),
    (chat(properties=[]), "properties"),
    (chat(properties="x"), "properties"),
    (chat(traceId=5), "traceId"),
    (chat(externalId=5), "externalId"),
    (chat(externalId=""), "externalId"),
    (chat(agent={}), "agent"),
    (chat(agent={"description": "nameless"}), "agent"),
    (chat(agent=[]), "agent"),
    (chat(agents=[{"name": "Bo"}, {}]), "agents[1]"),
    (chat(agents={"name": "Bo"}), "agents"),
    (chat(agent={"roarkId": bodies.ROARK_ID.replace("-", "")}), "agent.roarkId"),
    (chat(agent={"roarkId": "{" + bodies.ROARK_ID + "}"}), "agent.roarkId"),
    (chat(agent={"name": ""}), "agent.name"),
    (chat(agent={"name": "Bo", "prompt": "x"}), "agent.prompt"),
    (chat(customer={"phoneNumberE164": "0155"}), "customer.phoneNumberE164"),
    (chat(customer={"phoneNumberE164": "+0155501"}), "customer.phoneNumberE164"),
    (chat(customer={"phoneNumberE164": "+1"}), "customer.phoneNumberE164"),
    (chat(customer={"phoneNumberE164": "+1234567890123456"}), "customer.phoneNumberE164"),
    (chat(customer={"phoneNumberE164": "+١٢٣٤٥٦"}), "customer.phoneNumberE164"),
    (chat(customer={"phoneNumberE164": "+14155550100\n"}), "customer.phoneNumberE164"),
    (chat(customers=[{"label": 5}]), "customers[0].label"),
    ({**without(chat(), "startTimestamp"), "startedAt": "2026-01-15T10:00:00Z"}, "startTimestamp"),
]
RIGHT = [
    chat(endTimestamp="2026-01-15T10:00:00Z"),
    chat(startTimestamp="2026-01-15T10:00:00"),
    chat(messages=[message(text="")]),
    chat(messages=[message(startTimestamp="2020-01-01T00:00:00Z"), message()]),
    chat(messages=[message(agent={}, customer={})]),
    chat(messages=[message(languageCode="xx-nonsense")]),
    chat(messages=[message(languageCode=None, endTimestamp=None, agent=None)]),
    chat(toolInvocations=[chat_tool(result={"a": [1, None]})]),
    chat(toolInvocations=[chat_tool(result="")]),
    chat(toolInvocations=[chat_tool(parameters={"q": {"type": "string", "value": "x"}})]),
    chat(toolInvocations=[]),
    chat(toolInvocations=None),
    chat(properties={}),
    chat(properties=None),
    chat(traceId=None),
    chat(traceId="no hex at all"),
    chat(externalId=None),
    chat(agent=None, agents=None, customer=None, customers=None),
    chat(agent={"name": "Bo", "customId": "b", "description": "d", "roarkId": bodies.ROARK_ID}),
    chat(agent={"customId": "b", "prompt": {"resolvedPrompt": "Be kind."}}),
    chat(agent={"name": "Bo", "prompt": {}}),
    chat(customer={}),
    chat(customer={"phoneNumberE164": None, "label": None}),
    chat(customer={"phoneNumberE164": "+12"}),
    chat(customer={"phoneNumberE164": "+123456789012345"}),
    chat(startedAt=5, title=[], summary=0, status=None, **{"": 1}),
]


@pytest.mark.parametrize(("body", "path"), MISSING + WRONG)
def test_is_refused_with_the_path_of_the_fault(body, path):
    assert path in paths_of(refused(ChatIn, body))


def test_what_is_refused_is_not_stored(api, acme):
    body = chat(messages=[message(), message(role="SYSTEM")])
    answer = api.post("/v1/chat", body)
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == "messages[1].role"
    with within(acme):
        assert not Conversation.objects.of(acme).exists()


@pytest.mark.parametrize("body", RIGHT)
def test_is_accepted(api, body):
    assert api.post("/v1/chat", body).status_code == 201


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("AGENT", "agent"),
        ("agent", "agent"),
        ("Assistant", "agent"),
        ("bot", "agent"),
        ("CUSTOMER", "customer"),
        ("User", "customer"),
    ],
)
def test_roles_go_by_several_names(api, acme, sent, kept):
    api.post("/v1/chat", chat(messages=[message(role=sent)]))
    with within(acme):
        assert Turn.objects.of(acme).get().role == kept


def test_messages_keep_their_order_and_their_times(api, acme):
    texts = ["second", "first", "before the start"]
    starts = ["10:00:09.25", "10:00:01", "09:59:59.9999"]
    messages = [
        message(text=text, startTimestamp=f"2026-01-15T{start}Z")
        for text, start in zip(texts, starts, strict=True)
    ]
    api.post("/v1/chat", chat(messages=messages))
    with within(acme):
        turns = list(Turn.objects.of(acme).order_by("number"))
    assert [(turn.number, turn.text) for turn in turns] == list(enumerate(texts, 1))
    assert [turn.start_ms for turn in turns] == [9250, 1000, -1]


@pytest.mark.parametrize("result", ["found", {"orders": [1, 2.5, None, "x"]}])
def test_a_tools_result_is_kept_as_sent(api, acme, result):
    api.post("/v1/chat", chat(toolInvocations=[chat_tool(result=result)]))
    with within(acme):
        assert ToolInvocation.objects.of(acme).get().result == result


def test_all_faults_of_a_body_are_told_at_once():
    body = chat(startTimestamp=1, messages=[message(text=1), message(role=1)], agent={})
    paths = {"startTimestamp", "messages[0].text", "messages[1].role", "agent"}
    assert set(paths_of(refused(ChatIn, body))) == paths


def test_rules_between_fields_are_told_once_the_fields_are_right():
    body = chat(endTimestamp="2020-01-01T00:00:00Z", traceId=5)
    assert paths_of(refused(ChatIn, body)) == ["traceId"]
    assert paths_of(refused(ChatIn, without(body, "traceId"))) == ["endTimestamp"]


def test_at_most_a_hundred_faults_are_told():
    fault = refused(ChatIn, chat(messages=[5] * 500))
    assert paths_of(fault) == [f"messages[{n}]" for n in range(100)]


@pytest.mark.parametrize(
    ("steps", "path"),
    [((), ""), (("a", 0, "b_1"), "a[0].b_1"), (("a b", 'c"'), '["a b"]["c\\""]'), ((0,), "[0]")],
)
def test_paths(steps, path):
    assert json_path(steps) == path


def test_properties_come_back_exactly_as_sent(api):
    sent = {"sessionId": "abc", "Session-ID": 1, "n": 4.0, "deep": {"a": [True, None]}, "z": None}
    data = api.post("/v1/chat", chat(properties=sent)).json()["data"]
    assert data["properties"] == sent
    assert api.get(f"/v1/chat/{data['id']}").json()["data"]["properties"] == sent
