"""Every title and summary that a conversation has had, generated or given."""

from dataclasses import dataclass
from datetime import datetime

from django.views.decorators.http import require_http_methods

from browsing.opened import context_of, conversation_of
from conversations.models import Conversation, Insight, Wording
from organizations.access import Act, member_required
from web.htmx import render_page

MOST = 100  # of the newest


@dataclass(frozen=True)
class Words:
    """What was written or given at one time, and by whom; a field that is None stayed."""

    at: datetime
    by: str
    title: str | None = None
    summary: str | None = None
    given_back: str | None = None  # the field that a person gave back


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def earlier_words(request, organization, pk):
    """The newest first; a fragment of the summary's panel, or a page."""
    conversation = conversation_of(organization, pk)
    context = context_of(conversation, words=words_of(conversation), most=MOST)
    return render_page(request, "browsing/earlier.html", "browsing/_earlier.html", context)


def words_of(conversation: Conversation) -> list[Words]:
    """Two statements."""
    rows = [
        model.objects.of(conversation.organization)
        .filter(conversation=conversation)
        .order_by("-created_at", "-pk")[:MOST]
        for model in (Insight, Wording)
    ]
    words = [*map(generated, rows[0]), *map(given, rows[1])]
    return sorted(words, key=lambda word: word.at, reverse=True)[:MOST]


def generated(insight: Insight) -> Words:
    by = f"{insight.generator} {insight.version}"
    return Words(insight.created_at, by, insight.title, insight.marked_summary or None)


def given(wording: Wording) -> Words:
    by = wording.author_name or "the command line"
    if wording.text is None:
        return Words(wording.created_at, by, given_back=wording.field)
    return Words(wording.created_at, by, **{wording.field: wording.text})
