"""Writing the titles and summaries of conversations, a batch in one transaction.

A stronger title stays: a person's, then one sent by an API, then a generated one. What a
generator wrote of the same input before is not written again. A person's summary stays too.
"""

from collections import defaultdict
from dataclasses import asdict
from time import perf_counter

from conversations import document
from conversations.insert import update_all
from conversations.insights.evidence import checked
from conversations.insights.extractive import Extractive
from conversations.insights.generator import Act, Dialogue, Line
from conversations.models import (
    Conversation,
    Insight,
    SummarySource,
    TitleSource,
    ToolInvocation,
    Turn,
)

SHOWN = ("id", "title", "title_source", "summary")
NOW = ("timestamptz", "statement_timestamp()")
WEAKER = (TitleSource.PROVISIONAL, TitleSource.GENERATED)


def write(organization, keys, generator=None) -> int:
    """Give these conversations their insights; how many there still were. Safe to run twice."""
    generator = generator or Extractive()
    # Locked, so that a title which a person gives meanwhile waits, and then stays; not its key,
    # which others who put parts ask for at their end
    rows = Conversation.objects.of(organization).filter(pk__in=keys).order_by("pk")
    conversations = {row.pk: row for row in rows.select_for_update(no_key=True)}
    for conversation in conversations.values():
        conversation.organization = organization
    dialogues = read(organization, conversations.values())
    insights = [
        _generate(generator, conversation, dialogues[conversation.pk])
        for conversation in conversations.values()
    ]
    Insight.objects.bulk_create(insights, ignore_conflicts=True)
    _show(organization, [insight for insight in insights if _improve(insight)])
    return len(insights)


def read(organization, conversations) -> dict:
    """What was said and done in each conversation, in two statements."""
    keys = [conversation.pk for conversation in conversations]
    said, done = defaultdict(list), defaultdict(list)
    for turn in _of(Turn, organization, keys).order_by("start_ms", "number"):
        said[turn.conversation_id].append(turn)
    for tool in _of(ToolInvocation, organization, keys).order_by("start_ms", "number"):
        done[tool.conversation_id].append(tool)
    return {c.pk: _dialogue(c, said[c.pk], done[c.pk]) for c in conversations}


def _of(model, organization, keys):
    return model.objects.of(organization).filter(conversation_id__in=keys)


def _dialogue(conversation, turns, tools):
    lines = tuple(Line(turn.pk, turn.number, turn.role, turn.text) for turn in turns)
    acts = tuple(
        Act(tool.name, bool(tool.failure), _before(turns, tool), tool.parameters, tool.result)
        for tool in tools
    )
    return Dialogue(lines, acts, conversation.language)


def _before(turns, tool):
    return sum(turn.start_ms <= tool.start_ms for turn in turns)


def _generate(generator, conversation, dialogue):
    began = perf_counter()
    written = checked(generator.write(dialogue), dialogue)
    return Insight(
        organization_id=conversation.organization_id,
        conversation=conversation,
        title=written.title,
        sentences=[asdict(sentence) for sentence in written.sentences],
        generator=generator.name,
        version=generator.version,
        model=written.model,
        prompt_hash=written.prompt_hash,
        tokens=written.tokens,
        note=written.note,
        input_hash=dialogue.hash,
        turn_count=len(dialogue.lines),
        duration_ms=round(1000 * (perf_counter() - began)),
    )


def _improve(insight) -> bool:
    """Put it on its conversation, where nothing stronger stands; whether that changes anything."""
    conversation = insight.conversation
    changed = {}
    if conversation.summary_source == SummarySource.GENERATED:
        changed["summary"] = insight.summary or None
    if insight.title and conversation.title_source in WEAKER:
        changed |= {"title": insight.title, "title_source": TitleSource.GENERATED}
    changed = {name: v for name, v in changed.items() if getattr(conversation, name) != v}
    for name, value in changed.items():
        setattr(conversation, name, value)
    return bool(changed)


def _show(organization, insights):
    """Store their conversations, and the search documents of those."""
    conversations = [insight.conversation for insight in insights]
    rows = [{name: getattr(row, name) for name in SHOWN} for row in conversations]
    update_all(Conversation, organization, rows, updated_at=NOW)
    document.put_all(organization, [(row, {"about": document.about(row)}) for row in conversations])
