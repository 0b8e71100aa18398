"""Asking a model server: one that answers well, slowly, half, wrongly and not at all."""

import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.core.cache import cache

from conversations.insights.generate import generate
from conversations.insights.generator import Sentence
from conversations.insights.openai import prompt
from conversations.insights.openai.server import LONGEST_WAIT
from tests.models import DIALOGUE, KEY, SENTENCES, TITLE, completion, model, refusal, refusal_of
from tests.models import one_after_another as then
from tests.stub import reply

pytestmark = pytest.mark.usefixtures("loopback")


def test_a_good_answer_is_title_and_sentences_with_the_keys_of_their_turns():
    with model(completion()) as (generator, _):
        written = generator.write(DIALOGUE)
    assert written.title == TITLE
    assert written.sentences == (
        Sentence(SENTENCES[0]["text"], (102,)),
        Sentence(SENTENCES[1]["text"], (102, 103)),
    )
    assert (written.model, written.prompt_hash, written.tokens) == ("tiny-1", prompt.HASH, 321)


def test_a_server_without_a_key_gets_none():
    with model(completion()) as (generator, server):
        object.__setattr__(generator.server, "key", "")
        generator.write(DIALOGUE)
    assert "authorization" not in server.asked[0].headers


@pytest.mark.parametrize("status", ["400 Bad Request", "404 Not Found", "422 Unprocessable"])
def test_a_server_that_refuses_the_schema_is_asked_without_and_from_then_on(status):
    with model(then(reply(status=status), completion())) as (generator, server):
        assert generator.write(DIALOGUE).title == TITLE
        generator.write(DIALOGUE)
    assert ["response_format" in asked.data for asked in server.asked] == [True, False, False]


@pytest.mark.parametrize(
    "status", ["429 Too Many", "500 Oops", "502 Bad Gateway", "503 Unavailable"]
)
def test_a_server_in_trouble_is_asked_again_after_a_while(status):
    with model(then(reply(status=status), reply(status=status), completion())) as (
        generator,
        server,
    ):
        assert generator.write(DIALOGUE).title == TITLE
    assert len(server.asked) == 3
    assert len(generator.waits) == 2
    assert all(0 <= wait <= 10 for wait in generator.waits)


def test_and_is_given_up_after_three_times():
    with model(reply(status="500 Oops")) as (generator, server):
        assert "in trouble (status 500)" in refusal(generator)
    assert len(server.asked) == 3


@pytest.mark.parametrize("in_words", [True, False])
def test_it_waits_as_long_as_the_server_asks(in_words):
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=25)) if in_words else "21"
    busy = reply(status="429 Too Many", Retry_After=soon)
    with model(then(busy, completion())) as (generator, _):
        generator.write(DIALOGUE)
    [wait] = generator.waits
    assert 0 < wait <= 25 if in_words else wait == 21


@pytest.mark.parametrize("after", ["3600", format_datetime(datetime(2099, 1, 1, tzinfo=UTC))])
def test_but_not_for_too_long(after):
    with model(reply(status="429 Too Many", Retry_After=after)) as (generator, server):
        assert "asks to wait" in refusal(generator)
    assert LONGEST_WAIT < 3600
    assert (len(server.asked), generator.waits) == (1, [])


@pytest.mark.parametrize(
    "after",
    [
        "",
        "soon",
        "-5",
        "1e9",
        "99999999999999999999 GMT",
        "9" * 5000,
        "Mon, 01 Jan 2024 00:00:00 +99999999999999999999",
    ],
)
def test_a_retry_after_that_means_nothing_does_not_hinder(after):
    busy = reply(status="429 Too Many", Retry_After=after)
    with model(then(busy, completion())) as (generator, _):
        assert generator.write(DIALOGUE).title == TITLE


@pytest.mark.parametrize(
    ("answer", "reason", "requests"),
    [
        (reply(status="401 Unauthorized"), "refuses the key", 1),
        (reply(status="403 Forbidden"), "refuses the key", 1),
        (reply(status="404 Not Found"), "no such address or model", 2),
        (reply(status="302 Found", Location="http://127.0.0.1/"), "refuses the request", 1),
        (lambda asked, connection: None, "broke off", 3),
        (lambda asked, connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n{"), "no chat", 1),
        (reply(b" " * 500_001), "more than 500,000 bytes", 1),
        (lambda asked, connection: connection.recv(1), "didn't answer in time", 1),
    ],
    ids=["401", "403", "404", "redirect", "closes", "half", "huge", "silent"],
)
def test_other_misbehaviour_is_told(answer, reason, requests):
    patience = 0.5 if "in time" in reason else 60
    with model(answer, timeout=patience) as (generator, server):
        assert reason in refusal(generator)
    assert len(server.asked) == requests


def test_a_server_on_the_private_network_that_nobody_named_is_not_asked(settings):
    settings.PRIVATE_HOSTS = []
    with model(completion()) as (generator, server):
        assert "PARLEY_PRIVATE_HOSTS" in refusal(generator)
    assert server.asked == []


def test_a_server_that_failed_is_left_alone_for_a_while():
    with model(reply(status="500 Oops"), rest=60) as (generator, server):
        for _ in range(3):
            assert "status 500" in refusal(generator)
    assert len(server.asked) == 3


def test_a_wrong_answer_is_no_reason_to_leave_it_alone():
    with model(then(completion("{"), completion()), rest=60) as (generator, _):
        assert "cut off" in refusal(generator)
        assert generator.write(DIALOGUE).title == TITLE


def test_a_question_more_than_there_are_slots_waits_and_gives_up():
    cache.set("slot:model-server:0", 1, 60)
    assert "too many" in refusal_of(completion(), parallel=1, timeout=-29.99)


def test_slots_are_given_back():
    with model(completion(), parallel=1) as (generator, _):
        generator.write(DIALOGUE)
        assert generator.write(DIALOGUE).title == TITLE


def test_failing_it_leaves_the_work_to_the_offline_generator_and_says_so():
    with model(reply(status="500 Oops")) as (generator, _):
        done = generate(generator, DIALOGUE)
    assert done.generator.name == "extractive"
    assert done.written.note == "Instead of openai: the server is in trouble (status 500)."
    assert done.written.title
    assert done.written.model is None


def test_tokens_are_counted_and_end():
    with model(completion(tokens=500), budget=2600) as (generator, server):
        generator.write(DIALOGUE)
        generator.write(DIALOGUE)
        assert generator.budget.left == 1600
        generator.budget.left = 600
        assert "tokens of today are used up" in refusal(generator)
    assert generator.budget.spent == 1000
    assert len(server.asked) == 2


def test_tokens_of_a_wrong_answer_count_too_and_a_silent_servers_are_estimated():
    with model(then(completion("{", tokens=70), completion(tokens=None))) as (generator, _):
        assert "cut off" in refusal(generator)
        assert generator.budget.take_spent() == 70
        written = generator.write(DIALOGUE)
    assert generator.budget.spent == written.tokens > 600


@pytest.mark.parametrize("tokens", ["many", -5, 1.5, 10**12, {"a": 1}])
def test_an_impossible_number_of_tokens_is_none(tokens):
    with model(completion(tokens=tokens)) as (generator, _):
        assert generator.write(DIALOGUE).tokens > 600


def test_no_secret_is_logged_or_told(caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel("WARNING")  # as the settings have it
    echo = reply(f"key {KEY} is wrong".encode(), status="401 Unauthorized")
    answers = [echo, reply(KEY.encode()), completion(KEY), lambda *_: None]
    told = [refusal_of(answer) for answer in answers]
    with model(echo) as (generator, _):
        told += [repr(generator), repr(generate(generator, DIALOGUE))]
    assert KEY not in caplog.text + "".join(told)
