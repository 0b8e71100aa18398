"""What a door hands in: a conversation as it arrived, in the domain's words (ADR 0002)."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from conversations.models import Kind, Participant, TitleSource

Role = Participant.Role


@dataclass(frozen=True, slots=True)
class AgentRef:
    """How a caller names an agent: its own UUID, its own id, or both."""

    roark_id: uuid.UUID | None = None
    custom_id: str | None = None


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """Where the agent was reached: the id of a known endpoint, or type and value."""

    id: uuid.UUID | None = None
    type: str | None = None
    value: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class NewAgent:
    """An agent who took part. Without ids it is known by its name."""

    ref: AgentRef = AgentRef()
    name: str | None = None
    description: str | None = None
    prompt: str | None = None
    endpoint: NewEndpoint | None = None


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer who took part. phone is E.164; both may be None."""

    phone: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class NewTurn:
    """One utterance. start_ms counts from the conversation's start and may be negative."""

    role: Role
    text: str
    start_ms: int
    end_ms: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    language: str | None = None
    agent: AgentRef | None = None
    customer: NewCustomer | None = None
    payload: dict | None = None


@dataclass(frozen=True, slots=True)
class NewTool:
    """One tool invocation; result is a string or an object, as sent."""

    name: str
    parameters: dict
    result: str | dict
    start_ms: int
    end_ms: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    description: str | None = None
    agent: AgentRef | None = None


@dataclass(frozen=True, slots=True)
class NewConversation:
    """A conversation with all it said, not yet stored.

    title is one that the caller sent; without it a provisional one is made of the first
    customer line. properties are as sent; known is what the kind's own columns tell that filters
    take for properties too. known_as are further ids, about further words, of the kind's own
    columns, that search finds it by.
    """

    kind: Kind
    started_at: datetime
    created_at: datetime | None = None  # None: by the clock of the database
    ended_at: datetime | None = None
    duration_ms: int | None = None
    turns: tuple[NewTurn, ...] = ()
    tools: tuple[NewTool, ...] = ()
    agents: tuple[NewAgent, ...] = ()
    customers: tuple[NewCustomer, ...] = ()
    external_id: str | None = None
    trace_id: str | None = None
    properties: dict = field(default_factory=dict)
    title: str | None = None
    language: str | None = None
    sentiment: str | None = None
    rating: int | None = None
    is_escalated: bool | None = None
    category: str | None = None
    is_forwarded: bool | None = None
    token_count: int | None = None
    response_time: float | None = None
    known: dict = field(default_factory=dict)
    known_as: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether anything was said: else there is nothing to write a title of."""
        return any(turn.text.strip() for turn in self.turns)

    @property
    def title_source(self) -> TitleSource:
        return TitleSource.API if self.title else TitleSource.PROVISIONAL


class Duplicate(Exception):
    """The project has a conversation of this kind with this external id already."""

    def __init__(self, external_id: str):
        super().__init__(f"externalId “{external_id}” is taken.")
        self.external_id = external_id
