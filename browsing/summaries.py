"""The summary beside a transcript: its sentences with their turns, where it comes from."""

from dataclasses import dataclass

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from browsing.opened import context_of, conversation_of
from conversations.insights import due
from conversations.models import Conversation, Insight, Turn
from organizations.access import Act, member_required
from organizations.models import Due
from web.htmx import render_page, wants_fragment


@dataclass(frozen=True)
class Summary:
    """What the panel shows. insight is the one whose words stand there, None for others' words."""

    is_being_written: bool
    insight: Insight | None = None
    sentences: tuple[tuple[str, list[Turn]], ...] = ()


def summary_of(conversation: Conversation) -> Summary:
    """Three statements at most: what is due, the newest insight, the turns it rests on."""
    organization = conversation.organization
    waiting = Due.objects.of(organization).filter(what=Due.INSIGHT, key=conversation.pk).exists()
    insights = Insight.objects.of(organization).filter(conversation=conversation)
    insight = insights.order_by("-created_at", "-pk").first()
    if insight is None or insight.summary != conversation.summary:
        return Summary(waiting)
    keys = [key for sentence in insight.sentences for key in sentence["turns"]]
    turns = Turn.objects.of(organization).defer("text", "payload").in_bulk(keys)
    sentences = tuple(
        (sentence["text"], [turns[key] for key in sentence["turns"] if key in turns])
        for sentence in insight.sentences
    )
    return Summary(waiting, insight, sentences)


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def summary(request, organization, pk):
    """The panel's summary as it stands now, for a page that waits for it."""
    return _answer(request, conversation_of(organization, pk))


@require_http_methods(["POST"])
@member_required(Act.EDIT_TITLES)
def regenerate(request, organization, pk):
    """Ask for title and summary anew; a title that a person or an API gave stays."""
    conversation = conversation_of(organization, pk)
    due.ask([conversation])
    if not wants_fragment(request):
        return redirect(context_of(conversation)["kind"]["detail"], organization.slug, pk)
    return _answer(request, conversation)


def _answer(request, conversation):
    context = context_of(conversation, summary=summary_of(conversation))
    return render_page(request, "browsing/summary.html", "browsing/_summary.html", context)
