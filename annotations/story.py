"""A conversation's history as people read it: a line for each happening."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from annotations.history import Happening
from annotations.models import Note, NoteRevision
from conversations.models import Conversation, ReviewState

SAYS = {
    "conversation.received": "arrived",
    "conversation.tagged": "tagged it",
    "conversation.untagged": "took off",
    "note.written": "wrote a note",
    "note.replied": "replied to a note",
    "note.edited": "edited a note",
    "note.deleted": "deleted a note",
    "note.resolved": "resolved a note",
    "note.reopened": "reopened a note",
    "score.given": "scored",
    "score.withdrawn": "took back the score",
    "review.changed": "set the review to",
    "title.changed": "gave the title",
    "summary.changed": "gave the summary",
    "insight.written": "wrote title and summary",
}
NAMELESS = {"person": "Somebody", "api": "The API", "generator": "A generator"}
INLINE = 60  # characters of a value that stand in the line itself


@dataclass(frozen=True)
class Line:
    """Who did what. value stands in the line, words below it; was and before are what they were."""

    at: datetime
    source: str  # as a Happening's
    who: str
    says: str
    tags: list[str] = field(default_factory=list)
    about: str = ""
    value: str = ""
    was: str = ""
    words: list[str] = field(default_factory=list)
    before: str = ""
    turn: int | None = None


def lines(conversation: Conversation, happenings: list[Happening]) -> list[Line]:
    """Two statements more where notes are among them."""
    bodies = Bodies(conversation, happenings)
    return [line(happening, conversation, bodies) for happening in happenings]


def line(happening: Happening, conversation, bodies: "Bodies") -> Line:
    noun = happening.act.partition(".")[0]
    tell = {"note": bodies.tell, "score": _score, "review": _review, "insight": _insight}
    tell |= {"title": _wording, "summary": _wording}
    says = SAYS.get(happening.act, happening.act.replace(".", ": ").replace("_", " "))
    told = {"says": says, "tags": happening.detail.get("tags") or []}
    told |= {"who": happening.who or NAMELESS.get(happening.source, "The command line")}
    if happening.act == "conversation.received":
        told["who"] = f"The {conversation.kind}"
    told |= tell[noun](happening) if noun in tell else {}
    return Line(happening.at, happening.source, turn=happening.detail.get("turn"), **told)


class Bodies:
    """What notes said at a time."""

    def __init__(self, conversation, happenings):
        ids = {UUID(one.detail["note"]) for one in happenings if one.detail.get("note")}
        notes = Note.objects.of(conversation.organization).filter(conversation=conversation)
        self.notes = {str(note.public_id): note for note in notes.filter(public_id__in=ids)}
        self.revisions = defaultdict(list)
        rows = NoteRevision.objects.of(conversation.organization).order_by("pk")
        for revision in rows.filter(note__in=[note.pk for note in self.notes.values()]):
            self.revisions[revision.note_id].append(revision)

    def tell(self, happening) -> dict:
        """The words that a note was given then, and those before; none for a resolution."""
        note = self.notes.get(happening.detail.get("note"))
        if note is None or happening.act in ("note.resolved", "note.reopened"):
            return {}
        revisions = self.revisions[note.pk]
        later = [one.body for one in revisions if one.until > happening.at] + [note.body]
        earlier = [one.body for one in revisions if one.until <= happening.at]
        told = {"words": [later[0]] if later[0] else []}
        is_first = happening.act in ("note.written", "note.replied")
        return told if is_first or not earlier else told | {"before": earlier[-1]}


def _score(happening):
    value, before = (_value(happening.detail.get(key)) for key in ("value", "before"))
    told = {"about": happening.detail.get("config") or ""}
    if max(len(value), len(before)) > INLINE:
        return told | {"words": [value] if value else [], "before": before}
    return told | {"value": value, "was": before}


def _value(value) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


def _review(happening):
    labels = dict(ReviewState.choices)
    found = {key: happening.detail.get(key) for key in ("to", "from")}
    value, was = (str(labels.get(state, state or "")) for state in found.values())
    return {"value": value, "was": was}


def _wording(happening):
    to, before = happening.detail.get("to"), happening.detail.get("from") or ""
    if to is None:
        noun = happening.act.partition(".")[0]
        return {"says": f"gave the {noun} back to the generator", "before": before}
    return {"words": [to], "before": before}


def _insight(happening):
    detail = happening.detail
    by = detail.get("model") or f"{happening.who} {detail.get('version') or ''}".strip()
    return {"who": by, "words": [text for text in (detail["title"], detail["summary"]) if text]}
