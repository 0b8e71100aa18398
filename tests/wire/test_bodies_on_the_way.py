"""What only a real server shows of bodies: their length, or none told (contract 5.26)."""

import json

import pytest

from tests.wire.bodies import chat, message

pytestmark = pytest.mark.slow


def in_pieces(body, size=1000):
    for start in range(0, len(body), size):
        yield body[start : start + size]


def test_a_body_may_come_in_chunks(http):
    body = json.dumps(chat(messages=[message(text="chunk" * 1000)])).encode()
    answer = http.post("/v1/chat", content=in_pieces(body))
    assert answer.request.headers["Transfer-Encoding"] == "chunked"
    assert answer.status_code == 201


def test_chunks_beyond_20_mib_are_413_as_json(http):
    answer = http.post("/v1/chat", content=in_pieces(b" " * (21 * 1024 * 1024), 1024 * 1024))
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"


def test_a_body_beyond_20_mib_is_413_as_json(http):
    for path in ("/v1/chat", "/v1/call", "/api/v1/chats"):
        assert http.post(path, content=b" " * (20 * 1024 * 1024 + 1)).status_code == 413
    assert http.get("/v1/me").status_code == 200
