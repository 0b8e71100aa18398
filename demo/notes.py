"""What the demo's people note beside its conversations, by the verbs that the pages use."""

import random
import tomllib
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from annotations import notes
from annotations.places import WHOLE, Place
from conversations.models import Turn
from demo.sitting import Sitting, at_work
from organizations.actors import Actor
from organizations.models import Organization
from organizations.tenancy import within

THREADS = tomllib.loads((Path(__file__).parent / "notes.toml").read_text())["thread"]


def write(organization: Organization, people: dict[str, Actor], now: datetime, seed: int = 1):
    """Write each thread beside the first turn that says its words, if one does.

    people by what stands before the @ of their e-mails.
    """
    rng, begun = random.Random(f"parley-{seed}-notes"), []
    with within(organization):
        turns = Turn.objects.of(organization).select_related("conversation")
        for thread in THREADS:
            turn = turns.filter(text__contains=thread["turn"]).order_by("pk").first()
            if turn:
                turn.conversation.organization = organization
                begun.append((at_work(end_of(turn.conversation), now, rng), turn, thread))
    for at, turn, thread in sorted(begun, key=itemgetter(0)):
        write_one(turn, thread, people, Sitting(Actor(), at, now, rng))


def end_of(conversation) -> datetime:
    return conversation.ended_at or conversation.started_at


def write_one(turn, thread, people, sitting):
    (who, body), *replies = thread["said"]
    by = replace(people[who], at=sitting.at)
    note = notes.write(turn.conversation, body, by, place_of(turn, thread.get("on")))
    for who, body in replies:
        sitting = sitting.later(people[who])
        notes.reply(note, body, sitting.act())
    if "resolved" in thread:
        notes.resolve(note, sitting.later(people[thread["resolved"]]).act())


def place_of(turn, words: str | None) -> Place:
    """The turn, these words of it, or with none the whole conversation."""
    if words is None:
        return Place(turn=turn.number)
    if not words:
        return WHOLE
    start = turn.text.index(words)
    return Place(turn=turn.number, span=(start, start + len(words)), quote=words)
