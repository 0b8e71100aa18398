"""Bodies that were made to hurt: all 400, too large 413, never 500 (contract 5.26, 5.28)."""

import gzip
import json

import pytest

from calls.wire import roark_v1 as roark_call
from chats.wire import chatlogger_v1 as chatlogger
from chats.wire import roark_v1 as roark_chat
from tests.wire.bodies import call, chat, message, session
from tests.wire.shapes import paths_of, refused

POSTS = {"/v1/chat": chat, "/v1/call": call, "/api/v1/chats": session}
SHAPES = [(roark_chat.ChatIn, chat), (roark_call.CallIn, call), (chatlogger.LoggedChatIn, session)]
LARGEST = 20 * 1024 * 1024


def with_raw(body, raw):
    """The body with one more field, whose JSON is given as it is."""
    return json.dumps(body)[:-1].encode() + b', "more": ' + raw + b"}"


NO_JSON = [
    b"",
    b" ",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"5",
    b"true",
    b"{}{}",
    b"{'a': 1}",
    b'{"a": 1,}',
    b"a=1&b=2",
    b"\xff\xfe{}",
    "{}".encode("utf-16"),
    b'{"a": "\xed\xa0\x80"}',
    b'{"a": "\xc3"}',
    b"[" * 100_000,
    b'{"a":' * 100_000,
]
UNREADABLE_FIELDS = [
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b'["deep", NaN]',
    b'"\\ud800"',
    b'"\\udc00\\ud800"',
    b'"\x01"',
    b"[" * 5000 + b"]" * 5000,
    b"9" * 5000,
    b"01",
    b"0x10",
]


@pytest.mark.parametrize(("shape", "right"), SHAPES)
@pytest.mark.parametrize("body", NO_JSON)
def test_what_is_no_json_object_is_400(shape, right, body):
    assert paths_of(refused(shape, body)) == [""]


@pytest.mark.parametrize(("shape", "right"), SHAPES)
@pytest.mark.parametrize("raw", UNREADABLE_FIELDS)
def test_even_in_a_field_that_is_ignored(shape, right, raw):
    assert paths_of(refused(shape, with_raw(right(), raw))) == [""]


@pytest.mark.parametrize("path", POSTS)
def test_no_json_is_400_as_json(api, path):
    answer = api.post(path, b"{")
    assert answer.status_code == 400
    assert "Invalid JSON" in json.dumps(answer.json())


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}], ids=repr)
def test_a_packed_body_is_400_and_told_what_it_is(api, path, headers):
    answer = api.post(path, gzip.compress(b"{}"), **headers)
    assert answer.status_code == 400
    assert "packed by gzip" in json.dumps(answer.json())


@pytest.mark.parametrize(
    "value",
    ["a\0b", {"a\0b": 1}, [{"a": ["\0"]}], 2**64, -(2**63) - 1, [[2**64]], 10**400],
    ids=repr,
)
def test_what_postgresql_cannot_keep_is_400_in_properties(value):
    for shape, body in ((roark_chat.ChatIn, chat), (roark_call.CallIn, call)):
        assert paths_of(refused(shape, body(properties={"p": value}))) == ["properties"]
    body = session(metadata={**session()["metadata"], "p": value})
    assert paths_of(refused(chatlogger.LoggedChatIn, body)) == ["metadata"]


@pytest.mark.parametrize("raw", [b"1e400", b"-1e400"])
def test_a_number_beyond_floats_is_400_in_properties(raw):
    body = json.dumps(chat(properties={"p": "HERE"})).encode().replace(b'"HERE"', raw)
    assert paths_of(refused(roark_chat.ChatIn, body)) == ["properties"]


@pytest.mark.parametrize(
    "body",
    [
        chat(messages=[message(text="a\0b")]),
        chat(externalId="a\0"),
        chat(traceId="\0"),
        chat(customer={"label": "\0"}),
        chat(agent={"name": "\0"}),
        chat(agent={"name": "x", "prompt": {"resolvedPrompt": "\0"}}),
    ],
)
def test_the_character_nul_is_400_in_any_text(body):
    refused(roark_chat.ChatIn, body)


def test_properties_nest_64_levels_and_no_deeper(api):
    assert api.post("/v1/chat", chat(properties=nested(64))).status_code == 201
    assert api.post("/v1/chat", chat(properties=nested(65))).status_code == 400


def nested(levels):
    value = {}
    for _ in range(levels - 1):
        value = {"a": value}
    return value


def test_of_two_equal_keys_the_last_wins(api):
    body = json.dumps(chat(externalId="last")).encode()
    body = b'{"externalId": 5, "properties": {"a": 1, "a": 2}, ' + body[1:]
    answer = api.post("/v1/chat", body)
    assert answer.status_code == 201
    assert answer.json()["data"]["externalId"] == "last"
    assert answer.json()["data"]["properties"] == {"a": 2}


@pytest.mark.parametrize("path", POSTS)
def test_a_byte_order_mark_is_no_fault(api, path):
    body = b"\xef\xbb\xbf" + json.dumps(POSTS[path]()).encode()
    assert api.post(path, body).status_code == 201


def test_a_word_like_nan_in_a_text_is_no_fault(api):
    assert api.post("/v1/chat", chat(messages=[message(text="NaN, Infinity")])).status_code == 201


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "content_type", ["text/plain", "", "application/xml", "multipart/form-data; boundary=x"]
)
def test_the_content_type_is_ignored_if_it_is_json(api, path, content_type):
    answer = api.post(path, json.dumps(POSTS[path]()).encode(), content_type)
    assert answer.status_code == 201


@pytest.mark.parametrize("path", POSTS)
def test_a_form_is_400(api, path):
    form = b"title=x&tags=y"
    assert api.post(path, form, "application/x-www-form-urlencoded").status_code == 400


@pytest.mark.parametrize("path", POSTS)
def test_a_body_beyond_20_mib_is_413_as_json(api, path):
    answer = api.post(path, b" " * (LARGEST + 1))
    assert answer.status_code == 413
    assert "20 MiB" in json.dumps(answer.json())


def test_a_body_of_20_mib_is_read(api):
    body = json.dumps(chat(messages=[message(text="long")])).encode()
    assert api.post("/v1/chat", body + b" " * (LARGEST - len(body))).status_code == 201


def test_millions_of_faults_cost_no_more_than_their_list():
    body = json.dumps(chat()).encode().replace(b'"messages": []', b'"messages": [%s]')
    fault = refused(roark_chat.ChatIn, body % b",".join([b"1"] * 5_000_000))
    assert len(fault.details) == 100


def test_a_get_with_a_body_is_answered_as_without(api):
    answer = api.client.generic("GET", "/v1/chat", b"{broken", headers=api.headers)
    assert answer.status_code == 200
