"""The line below a title that says where a search hit, and shows it."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Left

from browsing.hits import spans
from conversations.models import Conversation, SearchRow, Turn
from conversations.text import normalise

LOOKED_AT = 100_000  # characters of what was said; a hit further down goes without its line
SEEN = 45  # characters of a title that a row has room for at least
BEFORE, LONG = 20, 200  # characters of a snippet before its first hit, and in all

TAGS = "tags"
OTHERS = {
    "notes": "In a note",
    "who": "In names or ids",
    TAGS: "In tags",
    "tools": "In a tool invocation",
    "details": "In properties or details",
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where a search hit, and the words around it; turn is the number of the turn, if it is one."""

    where: str
    text: str = ""
    turn: int | None = None


def snippets(organization, conversations: list[Conversation], words: list[str]) -> dict:
    """Snippets by conversation, for those whose title doesn't show the whole search at a glance.

    The conversations come with their tags, as browsing.lists has them. Two statements, none
    without words: the searched texts, then the turns that hit.
    """
    asked = [c for c in conversations if words and not holds_all((c.title or "")[:SEEN], words)]
    if not asked:
        return {}
    found = {c.pk: in_insight(c, words) for c in asked}
    rows = _rows(organization, [c for c in asked if found[c.pk] is None])
    lines = {key: best_line(row["start"], words) for key, row in rows.items()}
    turns = _turns(organization, {key: n for key, n in lines.items() if n})
    for key, row in rows.items():
        found[key] = in_turn(turns[key], words) if key in turns else elsewhere(row, words)
    return found


def holds_all(text: str | None, words: list[str]) -> bool:
    folded = normalise(text or "")
    return all(word in folded for word in words)


def in_insight(conversation, words) -> Snippet | None:
    """In the summary if it holds all words, else in the title if that does, else in the summary."""
    texts = {"Summary": conversation.summary or "", "Title": conversation.title or ""}
    places = [where for where, text in texts.items() if holds_all(text, words)] + ["Summary"]
    text = texts[places[0]]
    hits = spans(text, words)
    return Snippet(places[0], excerpt(text, hits)) if hits else None


def best_line(text: str, words: list[str]) -> int | None:
    """The number of the line that holds most of the words; a line of what was said is a turn."""
    counts = [sum(word in line for word in words) for line in text.split("\n")]
    return counts.index(max(counts)) + 1 if max(counts) else None


def in_turn(turn: Turn, words: list[str]) -> Snippet:
    text = " ".join(turn.text.split())
    return Snippet(f"Turn {turn.number}", excerpt(text, spans(text, words)), turn.number)


def elsewhere(row: dict, words: list[str]) -> Snippet:
    """The line of the first part that holds a word, as the search sees it."""
    for part, where in OTHERS.items():
        if number := best_line(row[part], words):
            line = row[part].split("\n")[number - 1]
            return Snippet(where, excerpt(line, spans(line, words)))
    return Snippet("Further down")


def excerpt(text: str, hits: list[tuple[int, int]]) -> str:
    """The text around its first hit, cut between words."""
    start = max(0, hits[0][0] - BEFORE) if hits else 0
    if start:
        start = text.find(" ", start, hits[0][0]) + 1 or start
    end = start + LONG
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _rows(organization, conversations: list[Conversation]) -> dict[UUID, dict]:
    tags = {c.pk: {TAGS: _tags(c)} for c in conversations}
    rows = SearchRow.objects.of(organization).filter(conversation_id__in=tags)
    rows = rows.annotate(start=Left("said", LOOKED_AT))
    columns = ("conversation_id", "start", *OTHERS.keys() - {TAGS})
    rows = rows.values(*columns) if tags else ()
    return {row["conversation_id"]: row | tags[row["conversation_id"]] for row in rows}


def _tags(conversation):
    """The names of its tags as the search sees them."""
    return "\n".join(normalise(tagging.tag.name) for tagging in conversation.taggings.all())


def _turns(organization, numbers: dict[UUID, int]) -> dict[UUID, Turn]:
    if not numbers:
        return {}
    places = (Q(conversation_id=key, number=number) for key, number in numbers.items())
    turns = Turn.objects.of(organization).filter(reduce(or_, places))
    return {turn.conversation_id: turn for turn in turns}
