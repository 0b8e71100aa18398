"""The history of a conversation: who did what, when. People, keys and generators alike."""

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Q
from pydantic_core import from_json

from annotations.models import Score
from conversations.models import Conversation, Insight, Wording
from organizations.models import AuditEvent
from web.keyset import BadCursor
from web.values import cursor_time, parse_time, parse_whole

RECEIVED, INSIGHT, WORDING, EVENT = range(4)  # of what happened in one moment, in this order


@dataclass(frozen=True)
class Happening:
    """Something that happened to a conversation.

    source is person, api, generator or system; who their name, '' where nobody is known; act a
    word like note.written; detail what the act tells (organizations/audit.py).
    """

    at: datetime
    act: str
    source: str
    who: str
    detail: dict[str, Any] = field(default_factory=dict)
    place: tuple[int, int] = (RECEIVED, 0)  # tells happenings of one moment apart

    @property
    def position(self) -> tuple:
        return (self.at, *self.place)


@dataclass(frozen=True)
class HistoryPage:
    """Some of it, the newest first, and the cursor of what came before; None at its beginning."""

    happenings: list[Happening]
    older: str | None


def page(conversation: Conversation, before: str | None = None, limit: int = 50) -> HistoryPage:
    """What happened before a cursor, or at last. BadCursor as it says.

    Three statements, and one more where there are scores in words.
    """
    position = read_cursor(before) if before else None
    sources = [
        _events(conversation, position, limit + 1),
        _insights(conversation, position, limit + 1),
        _wordings(conversation, position, limit + 1),
        _arrival(conversation, position),
    ]
    newest = merge(*sources, key=lambda happening: happening.position, reverse=True)
    found = list(islice(newest, limit + 1))
    shown = found[:limit]
    return HistoryPage(shown, cursor(shown[-1]) if len(found) > limit else None)


def cursor(happening: Happening) -> str:
    document = [cursor_time(happening.at), *happening.place]
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode()


def read_cursor(text: str) -> tuple:
    try:
        at, rank, key = from_json(base64.urlsafe_b64decode(text.encode()))
        return parse_time(at), parse_whole(rank), parse_whole(key)
    except (ValueError, TypeError) as error:
        raise BadCursor("This is no cursor of a history.") from error


def _events(conversation, position, limit):
    rows = AuditEvent.objects.of(conversation.organization).filter(subject=conversation.pk)
    rows = _before(rows, "at", EVENT, position).select_related("actor", "api_key")
    rows = list(rows.order_by("-at", "-pk")[:limit])
    words = _words(conversation, rows)
    return [
        Happening(row.at, row.act, *_who(row), _detail(row, words), (EVENT, row.pk)) for row in rows
    ]


def _detail(event, words):
    """With the words of a score by its event, which only names it (ADR 0014)."""
    if "score" not in event.detail:
        return event.detail
    rest = {name: event.detail[name] for name in event.detail.keys() - {"score", "former"}}
    value, before = (words.get(event.detail[name]) for name in ("score", "former"))
    return {**rest, "value": value, "before": before}


def _words(conversation, events):
    """By id, what the scores in words say that these events name; a statement if there are any."""
    ids = {event.detail.get(name) for event in events for name in ("score", "former")} - {None}
    if not ids:
        return {}
    rows = Score.objects.of(conversation.organization).filter(conversation=conversation)
    found = rows.filter(public_id__in=ids).values_list("public_id", "text")
    return {str(id): text for id, text in found}


def _insights(conversation, position, limit):
    rows = Insight.objects.of(conversation.organization).filter(conversation=conversation)
    rows = _before(rows, "created_at", INSIGHT, position)
    return [
        Happening(
            row.created_at,
            "insight.written",
            "generator",
            row.generator,
            _told(row),
            (INSIGHT, row.pk),
        )
        for row in rows.newest_first()[:limit]
    ]


def _told(insight):
    told = {"title": insight.title, "summary": insight.marked_summary or None}
    return told | {"version": insight.version, "model": insight.model}


def _wordings(conversation, position, limit):
    rows = Wording.objects.of(conversation.organization).filter(conversation=conversation)
    rows = _before(rows, "created_at", WORDING, position).select_related("author")
    return [
        Happening(
            row.created_at,
            f"{row.field}.changed",
            "person",
            str(row.author) if row.author_id else row.author_name,
            {"to": row.text, "from": row.replaced},
            (WORDING, row.pk),
        )
        for row in rows.order_by("-created_at", "-pk")[:limit]
    ]


def _arrival(conversation, position):
    arrival = Happening(conversation.created_at, "conversation.received", "api", "")
    return [arrival] if position is None or arrival.position < position else []


def _before(rows, column, rank, position):
    """Rows of a source before a position; of one moment the sources follow their ranks."""
    if position is None:
        return rows
    at, other, key = position
    same = Q(**{column: at})
    if rank == other:
        same &= Q(pk__lt=key)
    before = Q(**{f"{column}__lt": at})
    return rows.filter(before | same if rank <= other else before)


def _who(event):
    """(source, name) of an event."""
    if event.actor_id:
        return "person", str(event.actor)
    if event.api_key_id:
        return "api", event.api_key.name
    if event.generator:
        return "generator", event.generator
    return ("person", event.actor_name) if event.actor_name else ("system", "")
