"""Version 1 of Roark's API: what changes a chat or a call alike (contract 1.10, 5.33). Frozen."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from django.db.models import QuerySet

from conversations.delete import delete
from conversations.extend import extend
from conversations.models import Conversation
from conversations.new import NewTool, NewTurn
from conversations.wire.roark_v1 import path_id
from organizations.models import ApiKey
from web.answers import Out, Uuid
from web.faults import invalid_field, not_found


class DeletedOut(Out):
    """It is gone, with all that hung on it."""

    id: Uuid
    deleted: Literal[True]


def delete_one(key: ApiKey, rows: QuerySet[Conversation], id: str, what: str) -> DeletedOut:
    """Delete the one of these rows that a path names; 404 if there is none."""
    gone = delete(key.organization, rows.filter(pk=path_id(id, what)), key)
    if not gone:
        raise not_found(what)
    return {"id": str(gone[0]), "deleted": True}


class AddedOut(Out):
    """How many are new."""

    added: int
    skipped: int
    """How many were there already, or twice in what was sent."""


def add(
    conversation: Conversation,
    what: str,
    turns: Sequence[NewTurn] = (),
    tools: Sequence[NewTool] = (),
) -> AddedOut:
    """Add turns or tool invocations; 404 if the conversation was deleted meanwhile."""
    try:
        added = extend(conversation, turns, tools)
    except Conversation.DoesNotExist:
        raise not_found(what) from None
    return {"added": added, "skipped": len(turns) + len(tools) - added}


def refuse_beyond_time(conversation: Conversation, field: str, parts: Sequence[NewTurn | NewTool]):
    """400 where a part ends after year 9999."""
    for number, part in enumerate(parts):
        try:
            conversation.started_at + timedelta(milliseconds=part.end_ms or 0)
        except OverflowError:
            path = f"{field}[{number}].endOffsetMs"
            raise invalid_field(path, "With its offset the call ends after year 9999") from None
