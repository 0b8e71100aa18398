"""The summary beside a transcript: its sentences with their turns, where it comes from."""

from dataclasses import dataclass

from django import forms
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from browsing.opened import context_of, conversation_of, deleted_is_404
from conversations.insights import due
from conversations.models import Conversation, Insight, SummarySource, Turn, Wording
from conversations.summaries import reword
from organizations.access import Act, member_required
from organizations.models import Due
from web.htmx import render_page, wants_fragment

LONGEST = 2000  # characters of a person's summary


@dataclass(frozen=True)
class Cited:
    """A sentence, the turns that it rests on, and its facts that these don't have."""

    text: str
    turns: list[Turn]
    unsupported: list[str]


@dataclass(frozen=True)
class Summary:
    """What the panel shows: an insight's sentences, or a person's words and who gave them.

    Neither where others' words stand there or none do. later is how many turns came after the
    insight was written.
    """

    is_being_written: bool
    insight: Insight | None = None
    sentences: tuple[Cited, ...] = ()
    later: int = 0
    given: Wording | None = None


def summary_of(conversation: Conversation) -> Summary:
    """Three statements at most: what is due, the newest words, the turns they rest on."""
    organization = conversation.organization
    waiting = Due.objects.of(organization).filter(what=Due.INSIGHT, key=conversation.pk).exists()
    if conversation.summary_source == SummarySource.PERSON:
        wordings = Wording.objects.of(organization).filter(conversation=conversation)
        newest = wordings.filter(field=Wording.Field.SUMMARY).order_by("-created_at", "-pk")
        return Summary(waiting, given=newest.first())
    insights = Insight.objects.of(organization).filter(conversation=conversation)
    insight = insights.newest_first().first()
    if insight is None or (insight.summary or None) != conversation.summary:
        return Summary(waiting)
    later = max(conversation.turn_count - insight.turn_count, 0)
    return Summary(waiting, insight, cited(insight), later)


def cited(insight: Insight) -> tuple[Cited, ...]:
    keys = [key for sentence in insight.sentences for key in sentence["turns"]]
    turns = Turn.objects.of(insight.organization).defer("text", "payload").in_bulk(keys)
    return tuple(
        Cited(
            sentence["text"],
            [turns[key] for key in sentence["turns"] if key in turns],
            sentence.get("unsupported", []),
        )
        for sentence in insight.sentences
    )


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def summary(request, organization, pk):
    """The panel's summary as it stands now, for a page that waits for it."""
    return _answer(request, conversation_of(organization, pk))


@require_http_methods(["POST"])
@member_required(Act.EDIT_TITLES)
def regenerate(request, organization, pk):
    """Ask for title and summary anew; what a person or an API gave stays."""
    conversation = conversation_of(organization, pk)
    due.ask([conversation])
    return _changed(request, conversation)


class SummaryForm(forms.Form):
    summary = forms.CharField(
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Yours stays, whatever is generated. Emptied, the generated one comes back.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(Act.EDIT_TITLES)
def edit_summary(request, organization, pk):
    """A GET opens the form; a POST gives these words, or with none gives it back."""
    conversation = conversation_of(organization, pk)
    form = SummaryForm(request.POST or None, initial={"summary": conversation.summary})
    if form.is_valid():
        with deleted_is_404():
            reword(conversation, form.cleaned_data["summary"], by=request.user)
        return _changed(request, conversation)
    return _answer(request, conversation, summary_form=form)


def _changed(request, conversation):
    if not wants_fragment(request):
        kind = context_of(conversation)["kind"]
        return redirect(kind["detail"], conversation.organization.slug, conversation.pk)
    return _answer(request, conversation)


def _answer(request, conversation, **more):
    context = context_of(conversation, summary=summary_of(conversation), **more)
    return render_page(request, "browsing/summary.html", "browsing/_summary.html", context)
