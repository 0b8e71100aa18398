"""Writing the titles and summaries of conversations, a batch in one transaction.

A stronger title stays: a person's, then one sent by an API, then a generated one. What a
generator wrote of the same input before is not written again. A person's summary stays too.
"""

from bisect import bisect_right
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db.models.functions import Now

from conversations import document
from conversations.insert import update_all
from conversations.insights.extractive import Extractive
from conversations.insights.generate import generate
from conversations.insights.generator import Act, Dialogue, Line
from conversations.insights.news import tell, tell_failed
from conversations.models import (
    Conversation,
    Insight,
    SummarySource,
    TitleSource,
    ToolInvocation,
    Turn,
)
from organizations import tokens
from organizations.tenancy import within

SHOWN = ("id", "title", "title_source", "summary")
NOW = ("timestamptz", "statement_timestamp()")
WEAKER = (TitleSource.PROVISIONAL, TitleSource.GENERATED)


def write(organization, keys, generator=None) -> list:
    """Give these conversations their insights; the keys of those that no generator could write.

    Safe to run twice.
    """
    generator = generator or Extractive()
    conversations = _locked(organization, keys)
    dialogues = read(organization, conversations.values())
    generated = {key: generate(generator, dialogue) for key, dialogue in dialogues.items()}
    return _keep(organization, generator, conversations, dialogues, generated)


def write_slowly(organization, keys, generator) -> list:
    """The same by a generator that asks others: outside of transactions, several at once.

    Where more was said meanwhile, nothing is kept: whoever stored that has asked anew.
    """
    with within(organization):
        found = Conversation.objects.of(organization).filter(pk__in=keys)
        dialogues = read(organization, found)
    with ThreadPoolExecutor(generator.parallel) as threads:
        generated = threads.map(partial(generate, generator), dialogues.values())
        generated = dict(zip(dialogues, generated, strict=True))
    tokens.count(organization, generator.budget.take_spent())
    with within(organization):
        conversations = _locked(organization, keys)
        now = read(organization, conversations.values())
        same = [key for key in now if key in dialogues and now[key].hash == dialogues[key].hash]
        kept = {key: generated[key] for key in same}
        return _keep(organization, generator, conversations, dialogues, kept)


def _keep(organization, generator, conversations, dialogues, generated):
    """Store what was generated; the keys of those that were not."""
    _store(organization, [one.of(conversations[key]) for key, one in generated.items() if one])
    broken = [key for key, one in generated.items() if one is None]
    tell_failed(organization, generator, [(conversations[key], dialogues[key]) for key in broken])
    return broken


def _locked(organization, keys):
    # Locked, so that a title which a person gives meanwhile waits, and then stays; not its key,
    # which others who put parts ask for at their end
    rows = Conversation.objects.of(organization).filter(pk__in=keys).order_by("pk")
    conversations = {row.pk: row for row in rows.select_for_update(no_key=True)}
    for conversation in conversations.values():
        conversation.organization = organization
    return conversations


def _store(organization, insights):
    Insight.objects.bulk_create(insights, ignore_conflicts=True)
    _renew(organization, insights)
    _show(organization, [insight for insight in insights if _improve(insight)])
    tell(organization, insights)  # last, as other workers who tell the same webhook wait for it


def _renew(organization, insights):
    """What was written before of the same input is the newest again, where others came since."""
    notes = defaultdict(list)
    for insight in insights:
        if insight.model is None:
            notes[insight.generator, insight.version, insight.note].append(insight)
    for (generator, version, note), again in notes.items():
        Insight.objects.of(organization).filter(
            conversation__in=[insight.conversation_id for insight in again],
            input_hash__in=[insight.input_hash for insight in again],
            generator=generator,
            version=version,
            model=None,
            created_at__lt=Now(),
        ).update(created_at=Now(), note=note)


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
    starts = [turn.start_ms for turn in turns]  # in order, as turns were read
    acts = tuple(
        Act(
            tool.name,
            bool(tool.failure),
            bisect_right(starts, tool.start_ms),
            tool.parameters,
            tool.result,
        )
        for tool in tools
    )
    return Dialogue(lines, acts, conversation.language)


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
