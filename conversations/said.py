"""The texts that a new conversation brings to its search document, and its first title."""

import json
from collections.abc import Iterable

from conversations.models import Conversation, Participant
from conversations.new import NewConversation, NewTool, NewTurn
from conversations.shorten import TITLE, shorten


def provisional_title(new: NewConversation) -> str | None:
    return first_line(new.turns)


def first_line(turns) -> str | None:
    """The first customer line, else the first line at all, cut at a word; None if none has text."""
    lines = [turn for turn in turns if turn.text.strip()]
    asked = [turn for turn in lines if turn.role == Participant.Role.CUSTOMER]
    first = next(iter(asked or lines), None)
    return shorten(first.text, TITLE) if first else None


def said(turns: Iterable[NewTurn]) -> str:
    """What was said, a line a turn, in the order of their numbers."""
    return "\n".join(" ".join(turn.text.split()) for turn in turns)


def who(told: Conversation, known_as: Iterable[str], participants: Iterable[Participant]) -> str:
    """Names, numbers and ids: what people type to find one conversation."""
    ids = (told.pk, told.number, told.external_id, told.trace_id, *known_as)
    return "\n".join([str(id) for id in ids if id is not None] + names_of(participants))


def names_of(participants: Iterable[Participant]) -> list[str]:
    """What people call them, and the ids that callers know them by."""
    return [
        str(text)
        for p in participants
        for text in (
            *((p.agent.name, p.agent.custom_id, p.agent.roark_id) if p.agent else ()),
            p.label,
            p.phone,
        )
        if text is not None
    ]


def tools_text(tools: Iterable[NewTool]) -> str:
    return "\n".join(
        text
        for tool in tools
        for text in (tool.name, tool.description or "", _flat(tool.parameters), _flat(tool.result))
    )


def details(told: NewConversation | Conversation, about: Iterable[str]) -> str:
    """Properties and what else the caller told about the conversation."""
    columns = (told.language, told.sentiment, told.category, *about)
    return "\n".join([_flat(told.properties), *(text for text in columns if text)])


def _flat(value) -> str:
    """Names and values of JSON as words, without its punctuation."""
    if isinstance(value, dict):
        return "\n".join(f"{name} {_flat(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "\n".join(map(_flat, value))
    return value if isinstance(value, str) else json.dumps(value)
