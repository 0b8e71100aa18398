"""A conversation as people read it: speakers in groups, days, gaps, tool invocations in place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from conversations.models import Conversation, Participant, ToolInvocation, Turn
from conversations.outline import Block
from web.moments import local, shifted

GAP_MS = 120_000  # a silence of this length is shown as a line


@dataclass(slots=True)
class Day:
    """A new day, in the zone of the reader."""

    date: date
    kind: str = "day"


@dataclass(slots=True)
class Gap:
    """Nobody said anything for so long."""

    ms: int
    kind: str = "gap"


@dataclass(slots=True)
class Group:
    """Consecutive turns of one speaker."""

    role: str
    participant: Participant | None
    at: datetime
    turns: list[Turn] = field(default_factory=list)
    kind: str = "group"

    @property
    def name(self) -> str:
        return self.participant.name if self.participant else self.role.capitalize()


@dataclass(slots=True)
class Tool:
    """A tool invocation in its place."""

    invocation: ToolInvocation
    at: datetime
    kind: str = "tool"

    @property
    def failure(self) -> str | None:
        return self.invocation.failure


Item = Day | Gap | Group | Tool


def transcript(conversation: Conversation, zone) -> list[Item]:
    """All of it in reading order, (start_ms, number); a tool stands after the turns before it."""
    return list(_items(conversation, _parts(conversation), zone))


def read(conversation: Conversation, zone, blocks: list[Block]):
    """Give these blocks their items; two statements, and the participants once."""
    turns = [number for block in blocks for number in block.turns]
    tools = [number for block in blocks for number in block.tools]
    parts = {_order(part): part for part in _parts(conversation, turns, tools)}
    for block in blocks:
        here = [parts[place[:3]] for place in block.places if place[:3] in parts]
        block.items = list(_items(conversation, here, zone, block))


def _parts(conversation, turns=None, tools=None):
    """The turns and tool invocations of these numbers, or all, in reading order."""
    speakers = {p.pk: p for p in conversation.participants.all()}
    parts = [*_rows(Turn.objects, conversation, turns)]
    parts += _rows(ToolInvocation.objects, conversation, tools)
    for part in parts:
        part.speaker = speakers.get(part.participant_id)
    return sorted(parts, key=_order)


def _order(part):
    return part.start_ms, isinstance(part, ToolInvocation), part.number


def _rows(rows, conversation, numbers):
    rows = rows.of(conversation.organization).filter(conversation=conversation)
    return rows if numbers is None else rows.filter(number__in=numbers)


def _items(conversation, parts, zone, block=None) -> Iterator[Item]:
    """The parts as items; block says what stands before them, None that nothing does."""
    day, end, group = None, None, None
    if block and block.before:
        before = shifted(conversation.started_at, block.before.start_ms)
        day, end = local(before, zone).date(), block.silent_from_ms
    for part in parts:
        part.at = moment(conversation, part)
        today = local(part.at, zone).date()
        if today != day:
            day, group = today, None
            yield Day(day)
        elif end is not None and part.start_ms - end >= GAP_MS:
            group = None
            yield Gap(part.start_ms - end)
        end = max(end or part.start_ms, part.end_ms or part.start_ms)
        if isinstance(part, ToolInvocation):
            group = None
            yield Tool(part, part.at)
        elif group and (group.role, group.participant) == (part.role, part.speaker):
            group.turns.append(part)
        else:
            group = Group(part.role, part.speaker, part.at, [part])
            yield group


def moment(conversation: Conversation, part: Turn | ToolInvocation) -> datetime:
    """When it was said or done: the time sent, else the start and the offset."""
    return part.started_at or shifted(conversation.started_at, part.start_ms)
