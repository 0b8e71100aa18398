"""What stands in an index is bounded with 400: each limit, and limit + 1 (contract 5.31)."""

import pytest

from calls.wire import roark_v1 as roark_call
from chats.wire import chatlogger_v1 as chatlogger
from chats.wire import roark_v1 as roark_chat
from tests.wire import bodies
from tests.wire.bodies import call, call_tool, chat, chat_tool, entry, message, metadata, session
from tests.wire.shapes import refused

CHAT, CALL, SESSION = "/v1/chat", "/v1/call", "/api/v1/chats"
SHAPES = {CHAT: roark_chat.ChatIn, CALL: roark_call.CallIn, SESSION: chatlogger.LoggedChatIn}
WIDE = "\U0001f9e1"  # four bytes, one character


def text(width):
    return (WIDE * width)[:width]


WIDTHS = [
    (CHAT, 255, lambda x: chat(externalId=x)),
    (CHAT, 255, lambda x: chat(traceId=x)),
    (CHAT, 64, lambda x: chat(messages=[message(languageCode=x)])),
    (CHAT, 255, lambda x: chat(messages=[message(role="AGENT", agent={"customId": x})])),
    (CHAT, 255, lambda x: chat(messages=[message(customer={"label": x})])),
    (CHAT, 255, lambda x: chat(toolInvocations=[chat_tool(name=x)])),
    (CHAT, 255, lambda x: chat(toolInvocations=[chat_tool(agent={"customId": x})])),
    (CHAT, 128, lambda x: chat(properties={x: 1})),
    (CHAT, 255, lambda x: chat(agent={"name": x})),
    (CHAT, 255, lambda x: chat(agents=[{"customId": x}])),
    (CHAT, 255, lambda x: chat(agents=[{"name": x, "customId": x}])),
    (CHAT, 255, lambda x: chat(customer={"label": x})),
    (CALL, 255, lambda x: call(externalId=x)),
    (CALL, 255, lambda x: call(livekitRoomId=x)),
    (CALL, 64, lambda x: call(transcript=[entry(languageCode=x)])),
    (CALL, 255, lambda x: call(transcript=[entry(role="AGENT", agent={"customId": x})])),
    (CALL, 255, lambda x: call(transcript=[entry(customer={"label": x})])),
    (CALL, 255, lambda x: call(toolInvocations=[call_tool(name=x)])),
    (CALL, 128, lambda x: call(properties={x: 1})),
    (CALL, 255, lambda x: call(agent={"name": x})),
    (CALL, 32, lambda x: call(agent={"name": "B", "endpoint": {"type": x, "value": "v"}})),
    (CALL, 255, lambda x: call(agent={"name": "B", "endpoint": {"type": "t", "value": x}})),
    (CALL, 255, lambda x: call(customers=[{"label": x}])),
    (SESSION, 255, lambda x: session(title=x)),
    (SESSION, 255, lambda x: session(tags=[x])),
    (SESSION, 64, lambda x: session(metadata=metadata(country_code=x))),
    (SESSION, 64, lambda x: session(metadata=metadata(language_code=x))),
    (SESSION, 64, lambda x: session(metadata=metadata(sentiment=x))),
    (SESSION, 64, lambda x: session(metadata=metadata(question_category=x))),
    (SESSION, 255, lambda x: session(metadata=metadata(session_id=x))),
    (SESSION, 255, lambda x: session(metadata=metadata(ip_address=x))),
    (SESSION, 2048, lambda x: session(metadata=metadata(transcript_link=x))),
    (SESSION, 128, lambda x: session(metadata=metadata(**{x: 1}))),
]


@pytest.mark.parametrize(("path", "width", "body"), WIDTHS)
def test_a_text_as_wide_as_its_limit_is_stored(api, path, width, body):
    assert api.post(path, body(text(width))).status_code == 201


@pytest.mark.parametrize(("path", "width", "body"), WIDTHS)
def test_one_character_more_is_refused(path, width, body):
    refused(SHAPES[path], body(text(width + 1)))


@pytest.mark.parametrize(
    ("path", "least", "most", "body"),
    [
        (CALL, 0, None, lambda n: call(transcript=[entry(startOffsetMs=n)])),
        (CALL, 0, None, lambda n: call(toolInvocations=[call_tool(startOffsetMs=n)])),
        (SESSION, 0, 2**64 - 1, lambda n: session(user_id=n)),
        (SESSION, 0, 2**63 - 1, lambda n: session(metadata=metadata(token_count=n))),
        (SESSION, -(2**63), 2**63 - 1, lambda n: session(metadata=metadata(user_rating=n))),
        (CHAT, -(2**63), 2**64 - 1, lambda n: chat(properties={"n": n})),
        (CALL, -(2**63), 2**64 - 1, lambda n: call(properties={"n": [n]})),
    ],
)
def test_integers_are_bounded_by_their_columns(api, path, least, most, body):
    assert api.post(path, body(least)).status_code == 201
    assert api.post(path, body(least - 1)).status_code == 400
    if most is not None:
        assert api.post(path, body(most)).status_code == 201
        assert api.post(path, body(most + 1)).status_code == 400


def test_the_largest_offset_of_a_tool_is_a_bigint(api):
    tool = call_tool(startOffsetMs=2**63 - 1)
    assert api.post(CALL, call(toolInvocations=[tool])).status_code == 201
    tool["startOffsetMs"] += 1
    assert api.post(CALL, call(toolInvocations=[tool])).status_code == 400


@pytest.mark.parametrize(
    "words",
    [
        "z" * 100_000,
        " ".join(f"word{n}" for n in range(200_000)),
        "\u0301 \u200b \u00ad",
        "".join(chr(0x4E00 + n % 20_000) for n in range(100_000)),
    ],
    ids=["one long word", "too many words", "empty words", "no spaces"],
)
def test_a_text_beyond_what_search_can_hold_is_stored_all_the_same(api, words):
    answer = api.post(CHAT, chat(messages=[bodies.message(text=words)]))
    assert answer.status_code == 201
