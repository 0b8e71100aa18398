"""What the demo's people note beside its conversations, by the verbs that the pages use."""

import tomllib
from pathlib import Path

from annotations import notes
from annotations.places import WHOLE, Place
from conversations.models import Turn
from organizations.actors import Actor
from organizations.models import Organization
from organizations.tenancy import within

THREADS = tomllib.loads((Path(__file__).parent / "notes.toml").read_text())["thread"]


def write(organization: Organization, people: dict[str, Actor]):
    """Write each thread beside the first turn that says its words; a run may lack some of them.

    people by what stands before the @ of their e-mails.
    """
    for thread in THREADS:
        with within(organization):
            turns = Turn.objects.of(organization).select_related("conversation")
            turn = turns.filter(text__contains=thread["turn"]).order_by("pk").first()
        if turn:
            turn.conversation.organization = organization
            write_one(turn, thread, people)


def write_one(turn, thread, people):
    (who, body), *replies = thread["said"]
    note = notes.write(turn.conversation, body, people[who], place_of(turn, thread.get("on")))
    for who, body in replies:
        notes.reply(note, body, people[who])
    if "resolved" in thread:
        notes.resolve(note, people[thread["resolved"]])


def place_of(turn, words: str | None) -> Place:
    """The turn, these words of it, or with none the whole conversation."""
    if words is None:
        return Place(turn=turn.number)
    if not words:
        return WHOLE
    start = turn.text.index(words)
    return Place(turn=turn.number, span=(start, start + len(words)), quote=words)
