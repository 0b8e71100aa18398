"""Giving a score and taking it back."""

from decimal import Decimal, InvalidOperation

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_POST

from annotations import scores
from annotations.models import Score, ScoreConfig, ScoreKind
from annotations.pages import undo
from annotations.pages.opened import answer, id_of, panel_of
from annotations.panel import Question, options_of, sent
from annotations.refused import Refused
from organizations.access import Act, member_required

BOOLEANS = {"true": True, "false": False}


@require_POST
@member_required(Act.ANNOTATE)
def give_score(request, organization, pk, config):
    """Score by a config, or with no value take one's score back; answer with the question."""
    panel = panel_of(request, organization, pk)
    config = ScoreConfig.objects.of(organization).filter(public_id=config).first()
    if config is None:
        raise Http404("This organization has no such score config.")
    config.organization = organization
    value, before = request.POST.get("value", ""), own(panel, config)
    more = {"saved": timezone.now()}
    try:
        give(panel, config, value, before, id_of(request))
    except Refused as refused:
        more = {"fault": str(refused), "typed": value}
    question = next((q for q in panel.questions if q.config.pk == config.pk), None)
    if question is None:  # of another level, or archived
        question = Question(config, options_of(config, ""))
    elif "saved" in more and question.value != (was := sent(before.value) if before else ""):
        more["undo"] = undo.of_score(panel, question, was)
    return answer(request, "annotations/_question.html", panel, question=question, **more)


def own(panel, config) -> Score | None:
    """The reader's score by it in this place, as it stood before."""
    for score in scores.current(panel.conversation):
        is_here = (score.turn and score.turn.number) == panel.turn
        if score.config_id == config.pk and score.author_key == panel.by.key and is_here:
            score.conversation = panel.conversation
            return score
    return None


def give(panel, config, value, before, public_id):
    if value.strip():
        given = read(config, value)
        scores.score(panel.conversation, config, given, panel.by, panel.place, public_id)
    elif before:
        scores.withdraw(before, panel.by)


def read(config, value):
    """What was sent, as the kind of score that it is; else as it is, for scores to refuse."""
    if config.kind == ScoreKind.BOOLEAN:
        return BOOLEANS.get(value, value)
    if config.kind == ScoreKind.NUMBER:
        try:
            return Decimal(value.strip().replace(",", "."))
        except InvalidOperation:
            return value
    return value
