"""Model servers for tests: what one answers, and a generator that asks it."""

import json
import threading
from contextlib import contextmanager

import pytest
from django.core.cache import cache

from conversations.insights.generator import Act, Dialogue, Failed, Line
from conversations.insights.openai.server import Server
from conversations.insights.openai.write import Budget, OpenAI
from tests.stub import reply, stub

KEY = "sk-s3cret-of-acme-4711"
TITLE = "Refund for a cracked oak table"
SENTENCES = [
    {"text": "The customer wants to return an oak table.", "turns": [2]},
    {"text": "A refund of 186.40 was promised by Friday.", "turns": [2, 3]},
]
SAID = {"title": TITLE, "sentences": SENTENCES}
LINES = (
    Line(101, 1, "agent", "Good morning."),
    Line(102, 2, "customer", "I want to return the oak table of order 48213."),
    Line(103, 3, "agent", "Your refund of 186.40 arrives by Friday."),
)
DIALOGUE = Dialogue(LINES, (Act("FindOrder", False, 2),), "en")


def completion(said=SAID, tokens=321):
    """A good server's answer; said is the model's, as JSON or as its very text."""
    text = said if isinstance(said, str) else json.dumps(said)
    usage = {"usage": {"total_tokens": tokens}} if tokens is not None else {}
    return reply({"choices": [{"message": {"role": "assistant", "content": text}}]} | usage)


def one_after_another(*answers):
    """A server that answers differently each time, and the last way from then on."""
    left, turn = list(answers), threading.Lock()  # several may be asked for at once

    def answer(asked, connection):
        with turn:
            say = left.pop(0) if len(left) > 1 else left[0]
        say(asked, connection)

    return answer


@contextmanager
def model(answer, *, budget=None, characters=24_000, **more):
    """A generator and the server that it asks; waits are noted in `generator.waits`."""
    with stub(answer) as server:
        waits = []
        limits = {"timeout": 60, "pause": waits.append, "rest": 0} | more
        asked = Server(f"{server.url}/v1", "tiny-1", KEY, **limits)
        generator = OpenAI(asked, Budget(budget), characters)
        generator.waits = waits
        yield generator, server


def refusal(generator, dialogue=DIALOGUE):
    """Why it can't write."""
    with pytest.raises(Failed) as failure:
        generator.write(dialogue)
    return str(failure.value)


def refusal_of(answer, **more):
    with model(answer, **more) as (generator, _):
        return refusal(generator)


@pytest.fixture
def loopback(settings):
    """The installation lets stub servers be called, and none of them is known to have failed."""
    settings.PRIVATE_HOSTS = ["127.0.0.1"]
    cache.clear()
