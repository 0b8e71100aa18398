"""ChatLogger's version 1: a chat as it is answered. Frozen."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated, Literal, NotRequired

from pydantic import Field

from annotations.annotate import names_on_each
from chats.metadata import merged
from chats.wire.chat_out import chats_of
from conversations.models import Conversation, SearchRow, Turn
from conversations.new import Role
from organizations.models import Organization, Project
from web.answers import Anything, Out, Time
from web.faults import Fault
from web.values import BIGINT, wire_time

MILLISECOND = timedelta(milliseconds=1)
Number = Annotated[int, Field(ge=1)]


class LoggedMessageOut(Out):
    """A message of a chat."""

    id: Number
    """Its number in the chat."""
    chat_id: Number
    role: Literal["user", "assistant", "system"]
    content: str
    metadata: Anything
    created_at: Time


class LoggedOut(Out):
    """A chat with its title, tags and metadata."""

    id: Number
    """Its number in the organization."""
    user_id: int | None
    title: str
    tags: list[str]
    metadata: Anything
    """What is known of it; nothing of what ChatLogger knows where it came by another API."""
    created_at: Time
    updated_at: Time
    messages: NotRequired[list[LoggedMessageOut]]
    """Only where they were asked for."""


def find_logged(project: Project, id: str) -> Conversation:
    """The chat of a path's number; 400 where it is none, 404 where there is no such chat."""
    if not (id.isascii() and id.isdigit()):
        raise Fault(400, "invalid_id", "Invalid chat ID")
    number = int(id[:20])
    chat = chats_of(project).filter(number=number).first() if number <= BIGINT else None
    if chat is None:
        raise gone()
    return chat


def gone() -> Fault:
    return Fault(404, "not_found", "Chat not found")


def newest(project: Project, limit: int, offset: int) -> list[Conversation]:
    """Chats of the project, the newest first; two statements, and one for who took part."""
    rows = SearchRow.objects.of(project.organization).chats().filter(project=project)
    rows = rows.order_by("-created_at", "-conversation_id")
    keys = list(rows.values_list("conversation_id", flat=True)[offset : offset + limit])
    chats = chats_of(project).in_bulk(keys)
    return [chats[key] for key in keys if key in chats]


def logged_out(organization: Organization, chats: Iterable[Conversation]) -> list[LoggedOut]:
    """One statement for the tags of all."""
    chats = list(chats)
    tags = names_on_each(organization, [chat.pk for chat in chats])
    return [one_out(chat, tags.get(chat.pk, [])) for chat in chats]


def one_out(chat: Conversation, tags: list[str]) -> LoggedOut:
    details = getattr(chat, "chat_details", None)
    user = details and details.user_id
    return {
        "id": chat.number,
        "user_id": None if user is None else int(user),
        "title": chat.title or "",
        "tags": tags,
        "metadata": merged(chat),
        "created_at": wire_time(chat.created_at),
        "updated_at": wire_time(chat.updated_at),
    }


def messages_out(chat: Conversation) -> list[LoggedMessageOut]:
    """What was said, in its order in time; one statement."""
    turns = Turn.objects.of(chat.organization).filter(conversation=chat)
    return [message_out(chat, turn) for turn in turns.order_by("start_ms", "number")]


def message_out(chat: Conversation, turn: Turn) -> LoggedMessageOut:
    payload = dict(turn.payload or {})
    sent_as = payload.pop("role", None)
    role = "user" if turn.role == Role.CUSTOMER else "assistant"
    return {
        "id": turn.number,
        "chat_id": chat.number,
        "role": "system" if sent_as == "system" else role,
        "content": turn.text,
        "metadata": payload,
        "created_at": wire_time(turn.started_at or chat.started_at + turn.start_ms * MILLISECOND),
    }
