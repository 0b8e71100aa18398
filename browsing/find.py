"""Finding in one conversation: which of its turns and tool invocations hold the words."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from conversations.models import Conversation, SearchRow, ToolInvocation
from conversations.outline import Place
from conversations.text import normalise


class Hits(NamedTuple):
    """Anchors in reading order. is_whole: each holds all the words, not only one of them."""

    anchors: list[str]
    is_whole: bool = True


def hits(conversation: Conversation, places: list[Place], words: list[str]) -> Hits:
    """Those that hold every word; if none does, those that hold one of them.

    One statement, and one more if a word stands in a tool invocation.
    """
    texts = list(_texts(conversation, words)) if words else []
    for enough in (all, any):
        held = {anchor for anchor, text in texts if enough(word in text for word in words)}
        if held:
            anchors = [place.anchor for place in places if place.anchor in held]
            return Hits(anchors, enough is all)
    return Hits([])


def _texts(conversation, words) -> Iterator[tuple[str, str]]:
    """Anchors and normalised texts; a line of the part `said` is a turn (ADR 0006)."""
    rows = SearchRow.objects.of(conversation.organization).filter(pk=conversation.pk)
    said, tools = rows.values_list("said", "tools").get()
    for number, line in enumerate(said.split("\n"), 1):
        yield f"turn-{number}", line
    if any(word in tools for word in words):
        invocations = ToolInvocation.objects.of(conversation.organization)
        for tool in invocations.filter(conversation=conversation):
            yield f"tool-{tool.number}", normalise(_text_of(tool))


def _text_of(tool):
    data = (json.dumps(value, ensure_ascii=False) for value in (tool.parameters, tool.result))
    return "\n".join([tool.name, tool.description or "", *data])
