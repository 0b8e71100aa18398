"""The shape of a conversation without its texts, cut into blocks that are read one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.db.models import F, Value

from conversations.models import Conversation, Participant, ToolInvocation, Turn

BLOCK = 100  # turns and tool invocations that are read together …
LONGEST = 150  # … and how many it may become so as not to part what one speaker says

COLUMNS = ("start_ms", "is_tool", "number", "end_ms", "participant_id", "spoke")


class Place(NamedTuple):
    """Where a turn or a tool invocation stands, and whose it is; places sort as they are read."""

    start_ms: int
    is_tool: bool
    number: int
    end_ms: int | None
    participant_id: int | None
    role: str

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"tool-{self.number}" if self.is_tool else f"turn-{self.number}"

    @property
    def silent_from_ms(self) -> int:
        """When it is over."""
        return max(self.start_ms, self.end_ms or self.start_ms)

    @property
    def speaker(self) -> tuple:
        return self.is_tool, self.role, self.participant_id


@dataclass(slots=True)
class Block:
    """Neighbours in the transcript. items are None until transcript.read() reads them."""

    number: int  # from 1
    places: list[Place]
    before: Place | None  # the place before its first
    silent_from_ms: int | None  # the latest end of all that stands before it
    items: list | None = None

    @property
    def turns(self) -> list[int]:
        return [place.number for place in self.places if not place.is_tool]

    def holds(self, anchor: str | None) -> bool:
        return any(place.anchor == anchor for place in self.places)

    @property
    def tools(self) -> list[int]:
        return [place.number for place in self.places if place.is_tool]


def outline(conversation: Conversation) -> list[Place]:
    """All places of a conversation in reading order; one statement."""
    turns = Turn.objects.annotate(is_tool=Value(False), spoke=F("role"))
    agent = Value(Participant.Role.AGENT.value)
    tools = ToolInvocation.objects.annotate(is_tool=Value(True), spoke=agent)
    turns, tools = (
        part.of(conversation.organization).filter(conversation=conversation).values_list(*COLUMNS)
        for part in (turns, tools)
    )
    places = turns.union(tools, all=True).order_by("start_ms", "is_tool", "number")
    return [Place(*row) for row in places]


def blocks(places: list[Place]) -> list[Block]:
    """The places in blocks, always the same for the same conversation."""
    found, before, ends = [], None, []
    for begin, end in pairwise([0, *_borders(places)]):
        here = places[begin:end]
        found.append(Block(len(found) + 1, here, before, max(ends, default=None)))
        before, ends = here[-1], [max(ends + [place.silent_from_ms for place in here])]
    return found


def _borders(places) -> Iterator[int]:
    """Where each block ends."""
    end = 0
    while end < len(places):
        begin, end = end, min(end + BLOCK, len(places))
        most = min(begin + LONGEST, len(places))
        while end < most and places[end].speaker == places[end - 1].speaker:
            end += 1
        yield end
