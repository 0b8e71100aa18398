"""What is said and done later: added to a stored conversation, its doubles skipped.

New turns get the next numbers; the reading order follows time (contract 5.33). Title and
summary become due anew, and the search document, the length and the end follow.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Max
from django.db.models.functions import Now

from conversations import document
from conversations.ingest import TOOL, TURN, row_of
from conversations.insert import insert_all
from conversations.insights import due
from conversations.models import (
    Conversation,
    Kind,
    Participant,
    SearchRow,
    ToolInvocation,
    Turn,
)
from conversations.new import NewTool, NewTurn
from conversations.parties import join
from conversations.said import first_line, names_of, said, tools_text
from conversations.wordings import stored_of
from organizations.tenancy import within

AGENT = Participant.Role.AGENT


def extend(
    conversation: Conversation, turns: Sequence[NewTurn] = (), tools: Sequence[NewTool] = ()
) -> int:
    """Add turns and tool invocations; how many were new. Again, it adds nothing.

    A turn is a double by role, start and text, a tool invocation by name, start and end
    (contract 1.12), in what is stored and in what came.
    """
    with within(conversation.organization):
        stored = stored_of(conversation)  # locked: numbers are given one after the other
        new_turns = _without(
            _known_turns(stored, turns), turns, lambda t: (t.role, t.start_ms, t.text)
        )
        new_tools = _without(
            _known_tools(stored, tools), tools, lambda t: (t.name, t.start_ms, t.end_ms)
        )
        if new_turns or new_tools:
            _add(stored, new_turns, new_tools)
    return len(new_turns) + len(new_tools)


def _known_turns(stored, turns):
    rows = _of(stored, Turn).filter(start_ms__in={turn.start_ms for turn in turns})
    return rows.values_list("role", "start_ms", "text")


def _known_tools(stored, tools):
    rows = _of(stored, ToolInvocation).filter(start_ms__in={tool.start_ms for tool in tools})
    return rows.values_list("name", "start_ms", "end_ms")


def _of(stored, model):
    return model.objects.of(stored.organization).filter(conversation=stored)


def _without(known, parts, identity):
    seen = set(known)
    fresh = []
    for part in parts:
        if identity(part) not in seen:
            seen.add(identity(part))
            fresh.append(part)
    return fresh


def _add(stored, turns, tools):
    parties = join(stored, turns, tools)
    speakers = [parties.speaker(turn, turn.role) for turn in turns]
    insert_all(Turn, _rows(stored, Turn, TURN, turns, speakers))
    actors = [parties.speaker(tool, AGENT) for tool in tools]
    insert_all(ToolInvocation, _rows(stored, ToolInvocation, TOOL, tools, actors))
    _grow(stored, turns, tools)
    document.put(stored, **_parts(stored, turns, tools, parties))
    if any(turn.text.strip() for turn in turns):
        due.ask([stored])


def _rows(stored, model, columns, parts, speakers):
    last = _of(stored, model).aggregate(last=Max("number"))["last"] or 0
    return [
        row_of(stored, number, part, columns, speaker)
        for number, (part, speaker) in enumerate(zip(parts, speakers, strict=True), last + 1)
    ]


def _grow(stored, turns, tools):
    """Let it last until the last of what came; without a title, the first line is one."""
    stored.turn_count += len(turns)
    ends = [end for end in (_end(stored, part) for part in (*turns, *tools)) if end is not None]
    end = max(ends, default=-1)
    if end > (-1 if stored.duration_ms is None else stored.duration_ms):
        stored.duration_ms = end
        stored.ended_at = stored.started_at + timedelta(milliseconds=end)
    stored.title = stored.title or first_line(turns)
    stored.updated_at = Now()
    stored.save(update_fields=["turn_count", "duration_ms", "ended_at", "title", "updated_at"])


def _end(stored, part):
    """Until when, by this part, the conversation lasted: a call by ends alone (contract 5.17)."""
    return part.start_ms if part.end_ms is None and stored.kind == Kind.CHAT else part.end_ms


def _parts(stored, turns, tools, parties):
    """The parts of the search document that change: what is stored there, and what came."""
    row = SearchRow.objects.of(stored.organization).get(conversation_id=stored.pk)
    return {
        "said": f"{row.said}\n{said(turns)}",
        "tools": f"{row.tools}\n{tools_text(tools)}",
        "who": "\n".join([row.who, *names_of(parties.joined)]),
        "about": document.about(stored),
    }
