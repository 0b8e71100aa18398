"""Conversations made without a request, for what requests can't say."""

from datetime import timedelta

from conversations.models import Kind, Participant
from conversations.new import NewConversation, NewTurn
from tests.factories import NOON


def new_chat(said="Hello.", **changes):
    turns = (NewTurn(Participant.Role.CUSTOMER, said, 0),) if said else ()
    columns = {
        "kind": Kind.CHAT,
        "started_at": NOON,
        "ended_at": NOON + timedelta(minutes=1),
        "duration_ms": 60_000,
        "turns": turns,
        **changes,
    }
    return NewConversation(**columns)


def new_call(**changes):
    return new_chat(**{"kind": Kind.CALL, **changes})
