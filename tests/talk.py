"""Conversations for tests, received by the doors as in life."""

from datetime import timedelta

from annotations.models import Tagging
from calls.receive import receive_call
from chats.receive import receive_chat
from conversations.models import Kind
from conversations.new import NewConversation, NewTurn, Role
from tests.factories import NOON

CALL = {
    "direction": "INBOUND",
    "interface": "PHONE",
    "recording_url": "https://recordings.example/1.ogg",
}


def turn(line, at_ms=0):
    """A turn from "agent: Hello" or, without a speaker, the customer's words."""
    speaker, colon, text = line.partition(": ")
    if colon and speaker in ("agent", "customer"):
        return NewTurn(Role(speaker), text, at_ms)
    return NewTurn(Role.CUSTOMER, line, at_ms)


def new(*lines, kind=Kind.CHAT, **columns):
    """A conversation whose lines are ten seconds apart."""
    turns = tuple(turn(line, 10_000 * n) for n, line in enumerate(lines))
    times = {"started_at": NOON, "ended_at": NOON + timedelta(minutes=5), "duration_ms": 300_000}
    return NewConversation(**{"kind": kind, "turns": turns} | times | columns)


def chat(project, *lines, tags=(), details=None, **columns):
    return receive_chat(project, new(*lines, **columns), tags, details)


def call(project, *lines, **columns):
    return receive_call(project, new(*lines, kind=Kind.CALL, **columns), CALL)


def names_on(conversation):
    """The names of the tags on it and its turns, in their order; within its organization."""
    taggings = Tagging.objects.of(conversation.organization).filter(conversation=conversation)
    return list(dict.fromkeys(taggings.order_by("pk").values_list("tag__name", flat=True)))
