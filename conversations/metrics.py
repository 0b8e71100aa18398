"""What can be told of a conversation without a judge, as metrics with definitions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal
from uuid import UUID, uuid5

from conversations import measures
from conversations.measures import ROLES, Record, Spoken, Value
from conversations.models import Conversation, ToolInvocation, Turn
from organizations.models import Organization

IDS = UUID("5b0c7f0e-3c1e-5f0a-9d58-0d0b6f7a4c11")


def record_of(organization: Organization, conversation: Conversation) -> Record:
    """What is measured of it; two statements."""
    turns = Turn.objects.of(organization).filter(conversation=conversation)
    tools = ToolInvocation.objects.of(organization).filter(conversation=conversation)
    spoken = turns.order_by("start_ms", "number").values_list("role", "start_ms", "end_ms")
    failures = [bool(tool.failure) for tool in tools.only("result")]
    return Record(
        tuple(Spoken(*turn) for turn in spoken),
        conversation.duration_ms,
        len(failures),
        sum(failures),
    )


@dataclass(frozen=True)
class Metric:
    """A definition; its id is the same everywhere and for ever, made of the slug.

    by_role: it has a value for each of the roles, else one for the conversation.
    """

    slug: str
    name: str
    description: str
    measure: Callable[[Record, str | None], Value]
    type: Literal["COUNT", "NUMERIC"]
    unit: tuple[str, str] | None = None  # name, symbol
    by_role: bool = False

    @property
    def id(self) -> UUID:
        return uuid5(IDS, self.slug)

    @property
    def roles(self) -> tuple[str | None, ...]:
        return ROLES if self.by_role else (None,)

    def values(self, record: Record) -> list[tuple[str | None, Value]]:
        """A value for each role; of the conversation it stands beside None."""
        return [(role, self.measure(record, role)) for role in self.roles]


MS = ("milliseconds", "ms")
METRICS = (
    Metric("duration", "Duration", "How long it lasted.", measures.duration, "NUMERIC", MS),
    Metric("turn_count", "Turns", "How many turns were taken.", measures.turn_count, "COUNT"),
    Metric(
        "participant_turn_count",
        "Turns by role",
        "How many turns each role took.",
        measures.turn_count,
        "COUNT",
        by_role=True,
    ),
    Metric(
        "talk_time",
        "Talk time",
        "How long each role spoke.",
        measures.talk_time,
        "NUMERIC",
        MS,
        by_role=True,
    ),
    Metric(
        "talk_share",
        "Talk share",
        "Each role's part of all talk time.",
        measures.talk_share,
        "NUMERIC",
        ("percent", "%"),
        by_role=True,
    ),
    Metric(
        "silence_time",
        "Silence",
        "For how long nobody spoke, from the first turn to the end of the last.",
        partial(measures.silence, sum),
        "NUMERIC",
        MS,
    ),
    Metric(
        "longest_silence",
        "Longest silence",
        "The longest time in which nobody spoke, between two turns.",
        partial(measures.silence, max),
        "NUMERIC",
        MS,
    ),
    Metric(
        "first_reply_time",
        "First reply",
        "From the end of the customer's first turn to the agent's next one.",
        measures.first_reply_time,
        "NUMERIC",
        MS,
    ),
    Metric(
        "reply_time_average",
        "Average reply time",
        "From the end of the other's turn to the reply, on average. A turn that begins within the "
        "other's is no reply.",
        partial(measures.reply_time, measures.mean),
        "NUMERIC",
        MS,
        by_role=True,
    ),
    Metric(
        "reply_time_longest",
        "Longest reply time",
        "The longest time from the end of the other's turn to the reply.",
        partial(measures.reply_time, max),
        "NUMERIC",
        MS,
        by_role=True,
    ),
    Metric(
        "interruption_count",
        "Interruptions",
        "How many turns of each role begin while the other speaks.",
        measures.interruption_count,
        "COUNT",
        by_role=True,
    ),
    Metric(
        "tool_invocation_count",
        "Tool invocations",
        "How often a tool was invoked.",
        measures.tool_count,
        "COUNT",
    ),
    Metric(
        "tool_failure_count",
        "Failed tool invocations",
        "How often a tool gave an error.",
        measures.failed_tool_count,
        "COUNT",
    ),
)


def known(id: str) -> bool:
    """Whether a metric goes by this id, or by this slug."""
    return any(id.lower() in (str(metric.id), metric.slug) for metric in METRICS)
