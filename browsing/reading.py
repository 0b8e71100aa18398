"""What a page shows of a transcript: the blocks around its target, and the hits of a find."""

import re
from functools import cached_property

from django.http import QueryDict

from browsing.find import Hits, hits
from browsing.lists import PLACES
from browsing.search import words_of
from conversations.models import Conversation
from conversations.outline import Block, blocks, outline
from conversations.transcript import read

LONGEST_FIND = 200  # characters
PARTS = ("turn", "tool")
OWN = ("find", *PARTS)  # the parameters of a conversation's page; the others are its list's
NUMBER = re.compile(r"[1-9][0-9]{0,9}")


class Reading:
    """A conversation as its address asks for it.

    `find` is looked up in it, without that the `q` of the list that it was opened from; `turn`
    or `tool` is the number of the part to begin at.
    """

    def __init__(self, conversation: Conversation, params: QueryDict, zone):
        self.conversation = conversation
        self.params = params
        self.zone = zone
        self.find = params.get("find", params.get("q", ""))[:LONGEST_FIND].strip()
        self.words = words_of(self.find)

    @cached_property
    def places(self):
        return outline(self.conversation)

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self.places)

    @cached_property
    def found(self) -> Hits:
        return hits(self.conversation, self.places, self.words)

    @property
    def hits(self) -> list[str]:
        return self.found.anchors

    @cached_property
    def begin(self) -> str | None:
        """The anchor that the address names."""
        numbers = ((part, self.params.get(part, "")) for part in PARTS)
        return next((f"{part}-{n}" for part, n in numbers if NUMBER.fullmatch(n)), None)

    @cached_property
    def hit(self) -> str | None:
        """The first hit from the anchor that the address names, else the first of all."""
        order = [place.anchor for place in self.places]
        start = order.index(self.begin) if self.begin in order else 0
        later = set(order[start:])
        return next((hit for hit in self.hits if hit in later), next(iter(self.hits), None))

    @property
    def hit_number(self) -> int:
        return self.hits.index(self.hit) + 1

    @property
    def previous_hit(self) -> str:
        return self.hits[self.hit_number - 2]

    @property
    def next_hit(self) -> str:
        return self.hits[self.hit_number % len(self.hits)]

    def read_around(self, anchor: str | None):
        """Read its block and those beside it, the first ones without it; two statements."""
        at = next((n for n, block in enumerate(self.blocks) if block.holds(anchor)), 0)
        read(self.conversation, self.zone, self.blocks[max(0, at - 1) : at + 2])

    def read_one(self, number: int) -> Block | None:
        """One block, by its number; None if there is no such one."""
        if not 1 <= number <= len(self.blocks):
            return None
        block = self.blocks[number - 1]
        read(self.conversation, self.zone, [block])
        return block

    @property
    def of_list(self) -> QueryDict:
        """The parameters of the list that it was opened from, without the place in it."""
        params = self.params.copy()
        for name in (*OWN, *PLACES):
            params.pop(name, None)
        return params

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form keeps of them."""
        return [(name, value) for name, values in self.of_list.lists() for value in values]

    def query(self, anchor: str | None = None) -> str:
        """The query string of this page, beginning at an anchor."""
        params = self.of_list
        if "find" in self.params:
            params["find"] = self.find
        if anchor:
            part, number = anchor.split("-")
            params[part] = number
        return params.urlencode()
