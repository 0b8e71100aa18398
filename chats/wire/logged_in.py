"""ChatLogger's version 1: what a caller sends (contract 4.1). Frozen."""

from datetime import timedelta
from typing import Any, Literal

from django.conf import settings
from django.utils import timezone
from pydantic import ConfigDict, model_validator

from chats.metadata import ABOUT, OF_CONVERSATION, OF_DETAILS
from chats.wire import examples
from conversations.models import Conversation, Kind
from conversations.new import NewConversation, NewTurn, Role
from web.answers import example
from web.fields import (
    PARTIAL,
    Wire,
    WireInt,
    WireList,
    WireNumber,
    WireText,
    parse_properties,
)

UNSIGNED = 2**64 - 1
MILLISECOND = timedelta(milliseconds=1)
# What the original makes of a required field that is not there (contract 4.5 a)
ABSENT = {"title": "Untitled", "tags": [], "metadata": {}}
ABSENT_METADATA = {
    "avg_response_time": 0.0,
    "is_escalated": False,
    "is_forwarded_to_hr": False,
    "token_count": 0,
    **dict.fromkeys(
        "country_code ip_address language_code question_category sentiment session_id"
        " transcript_link".split(),
        "",
    ),
}


class ChatLoggerShape(Wire):
    """snake_case outside as well."""

    model_config = ConfigDict(alias_generator=None)


def or_absent(value: Any, absent: dict) -> Any:
    """A body whose missing fields are filled in, unless they are to be faults."""
    if settings.CHATLOGGER_STRICT or not isinstance(value, dict):
        return value
    return absent | value


class LoggedMetadataIn(ChatLoggerShape):
    """What is known of a chat (contract 4.1). Other keys are kept as its properties."""

    model_config = ConfigDict(extra="allow")

    avg_response_time: WireNumber(at_least=0)
    """In seconds."""
    country_code: WireText(0, 64)
    """Like NL; not checked."""
    ip_address: WireText(0, 255)
    is_escalated: bool
    is_forwarded_to_hr: bool
    language_code: WireText(0, 64)
    """Like tr; not checked."""
    question_category: WireText(0, 64)
    sentiment: WireText(0, 64)
    session_id: WireText(0, 255)
    token_count: WireInt(at_least=0)
    """Of the whole chat."""
    transcript_link: WireText(0, 2048)
    user_rating: WireInt() | None = None

    @model_validator(mode="before")
    @classmethod
    def fill(cls, value: Any) -> Any:
        return or_absent(value, ABSENT_METADATA)

    @model_validator(mode="after")
    def can_be_kept(self):
        parse_properties(self.model_extra)
        return self


class LoggedChatIn(ChatLoggerShape):
    """A finished chat, without what was said in it."""

    model_config = example(examples.LOGGED)

    title: WireText(1, 255)
    tags: WireList(WireText(0, 255))
    """One that comes twice is kept once."""
    metadata: LoggedMetadataIn
    user_id: WireInt(at_least=0, at_most=UNSIGNED) | None = None
    """Whose chat it was; not there for anonymous ones."""

    @model_validator(mode="before")
    @classmethod
    def fill(cls, value: Any) -> Any:
        return or_absent(value, ABSENT)

    def to_domain(self) -> NewConversation:
        """It begins, ends and is made in one moment: nothing else is known of its times."""
        now, told = timezone.now(), self.metadata
        known_as = (told.session_id, self.user_id)
        return NewConversation(
            kind=Kind.CHAT,
            started_at=now,
            ended_at=now,
            created_at=now,
            duration_ms=0,
            title=self.title,
            properties=told.model_extra,
            known={name: getattr(told, name) for name in (*OF_CONVERSATION, *OF_DETAILS)},
            known_as=tuple(str(name) for name in known_as if name is not None),
            about=tuple(getattr(told, name) for name in ABOUT),
            **{column: getattr(told, name) for name, column in OF_CONVERSATION.items()},
        )

    def details(self) -> dict:
        """The columns of ChatDetails."""
        kept = {name: getattr(self.metadata, name) for name in OF_DETAILS}
        return {"user_id": self.user_id, **kept}


class ChangedMetadataIn(ChatLoggerShape):
    """What is to change; what is absent stays as it is, and null removes a property."""

    model_config = ConfigDict(extra="allow") | PARTIAL

    avg_response_time: WireNumber(at_least=0) = 0.0
    """In seconds."""
    country_code: WireText(0, 64) = ""
    ip_address: WireText(0, 255) = ""
    is_escalated: bool = False
    is_forwarded_to_hr: bool = False
    language_code: WireText(0, 64) = ""
    question_category: WireText(0, 64) = ""
    sentiment: WireText(0, 64) = ""
    session_id: WireText(0, 255) = ""
    token_count: WireInt(at_least=0) = 0
    transcript_link: WireText(0, 2048) = ""
    user_rating: WireInt() | None = None

    @model_validator(mode="after")
    def can_be_kept(self):
        parse_properties(self.model_extra)
        return self

    def sent(self, names) -> dict:
        """Those of these columns that were sent: column → value."""
        names = {name: name for name in names} if not isinstance(names, dict) else names
        return {
            column: getattr(self, name)
            for name, column in names.items()
            if name in self.model_fields_set
        }


class ChangedChatIn(ChatLoggerShape):
    """What is to change of a chat; what is absent or null stays as it is."""

    model_config = example({"title": "Parcel found", "metadata": {"user_rating": 5}})

    title: WireText(1, 255) | None = None
    tags: WireList(WireText(0, 255)) | None = None
    """All that the chat is to have."""
    metadata: ChangedMetadataIn | None = None


class MessageMetadataIn(ChatLoggerShape):
    """What is known of a message."""

    model_config = ConfigDict(extra="allow")

    token_count: WireInt(at_least=0) | None = None
    response_time: WireNumber(at_least=0) | None = None
    """In milliseconds."""

    @model_validator(mode="after")
    def can_be_kept(self):
        parse_properties(self.model_extra)
        return self


class LoggedMessageIn(ChatLoggerShape):
    """A message that was sent just now."""

    model_config = example({"role": "user", "content": "It came. Thanks!"})

    role: Literal["user", "assistant", "system"]
    content: WireText(1)
    metadata: MessageMetadataIn | None = None

    def to_domain(self, chat: Conversation) -> NewTurn:
        """A turn of now. A system's is its agent's, and says so (contract 4.5 h)."""
        now = timezone.now()
        payload = self.metadata.model_dump(exclude_none=True) if self.metadata else {}
        return NewTurn(
            Role.CUSTOMER if self.role == "user" else Role.AGENT,
            self.content,
            (now - chat.started_at) // MILLISECOND,
            started_at=now,
            payload=payload | ({"role": "system"} if self.role == "system" else {}) or None,
        )
