"""The search document of a conversation: one normalised text a part, and their tokens.

Each app puts its own parts, in the transaction of its own change (ADR 0006). Nothing else
writes search rows.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from conversations import vocabulary
from conversations.insert import insert_all, update_all
from conversations.models import Conversation, SearchRow
from conversations.properties import plain
from conversations.text import bounded, dense_grams, idents, normalise, terms
from organizations.models import Organization

PARTS = ("said", "about", "who", "tools", "details", "notes")
TITLE_KEY = 200
TOKENS = ("text[]", "array_to_tsvector(sent.tokens)")  # how they travel, and arrive
GROWING = {
    "tokens": ("text[]", "search_row.tokens || array_to_tsvector(sent.tokens)"),
    "idents": ("text", "concat_ws(' ', nullif(search_row.idents, ''), nullif(sent.idents, ''))"),
    "search_partial": ("boolean", "search_row.search_partial OR sent.search_partial"),
}

# Columns that the row copies from its conversation under the same name
COPIED = (
    "kind created_at started_at ended_at duration_ms language sentiment rating"
    " is_escalated category is_forwarded token_count response_time turn_count"
).split()


def open_rows(organization: Organization, opened: list[tuple[Conversation, dict, dict]]):
    """Insert the search rows of new conversations: each with its parts as written, and known.

    known is what its own columns tell that filters take for properties too, by its names.
    """
    rows, words = [], set()
    for conversation, parts, known in opened:
        texts = {part: normalise(parts.get(part, "")) for part in PARTS}
        index = Index(texts.values())
        words |= index.words
        rows.append(
            {
                "organization_id": conversation.organization_id,
                "conversation_id": conversation.pk,
                "project_id": conversation.project_id,
                "status": "ENDED",
                "tokens": index.tokens,
                "title_key": title_key(conversation),
                "properties": plain(known | conversation.properties),
                **_copied(conversation),
                **texts,
                **index.columns,
            }
        )
    insert_all(SearchRow, rows, tokens=TOKENS)
    vocabulary.learn(organization, words)


def put(conversation: Conversation, **parts: str):
    """Store these parts and the copied columns anew; tokens come from all stored parts.

    The title is about's: who puts other parts may have read it before it changed.
    """
    put_all(conversation.organization, [(conversation, parts)])


def put_properties(conversation: Conversation, known: dict, **parts: str):
    """As put(), with the properties; known as open_rows has it."""
    properties = plain(known | conversation.properties)
    put_all(conversation.organization, [(conversation, parts)], properties=properties)


def put_all(
    organization: Organization, changed: list[tuple[Conversation, dict[str, str]]], **columns: Any
):
    """As put(), for several conversations and the same parts of each, in the statements of one.

    columns are further ones of the row, alike in all of them.
    """
    stored = _stored(organization, [conversation.pk for conversation, _ in changed])
    rows, words = [], set()
    for conversation, parts in changed:
        fresh = {part: normalise(text) for part, text in parts.items()}
        index = Index((stored[conversation.pk] | fresh).values())
        words |= index.words
        row = {"conversation_id": conversation.pk, "tokens": index.tokens}
        row |= {"title_key": title_key(conversation)} if "about" in parts else {}
        rows.append(row | _copied(conversation) | columns | fresh | index.columns)
    vocabulary.learn(organization, words)
    update_all(SearchRow, organization, rows, tokens=TOKENS)


def _stored(organization, keys):
    """The parts as they stand, each conversation's by its key; locked in the keys' order."""
    rows = SearchRow.objects.of(organization).filter(pk__in=keys).order_by("pk")
    return {
        key: dict(zip(PARTS, texts, strict=True))
        for key, *texts in rows.select_for_update().values_list("pk", *PARTS)
    }


def put_part(organization: Organization, part: str, texts: dict[UUID, str]):
    """Store one part of many conversations anew, in one statement.

    Their tokens and idents only grow: what the part no longer says stays in them until the
    next put(). That finds nothing wrong, since the text decides (ADR 0006).
    """
    rows, words = [], set()
    for key, text in texts.items():
        text = normalise(text)
        index = Index([text])
        words |= index.words
        row = {"conversation_id": key, "tokens": index.tokens, part: text}
        rows.append(row | index.columns)
    vocabulary.learn(organization, words)
    update_all(SearchRow, organization, rows, **GROWING)


def _copied(conversation):
    return {name: getattr(conversation, name) for name in COPIED}


def about(conversation: Conversation) -> str:
    """The text of the part about: title and summary."""
    return "\n".join(filter(None, [conversation.title, conversation.summary]))


def title_key(conversation: Conversation) -> str:
    """What lists sort a title by."""
    return normalise(conversation.title or "")[:TITLE_KEY]


class Index:
    """What searches look into, of normalised texts; words are those that the vocabulary learns."""

    def __init__(self, texts: Iterable[str]):
        text = "\n".join(filter(None, texts))
        words = terms(text)
        self.tokens, cut = bounded(sorted(words.union(dense_grams(text))))
        self.words = words.intersection(self.tokens) if cut else words
        numbers, more = bounded(idents(text))
        self.columns = {"idents": " ".join(numbers), "search_partial": cut or more}
