"""The way back from an act that was just done: another act, offered beside it."""

from dataclasses import dataclass

from django.urls import reverse

from annotations.models import Tagging
from annotations.panel import Panel, Question
from annotations.templatetags.scores import value_text


@dataclass(frozen=True)
class Undo:
    """A form: what its button says, where it is sent, which part its answer replaces."""

    text: str
    address: str
    part: str
    fields: dict[str, str]


def of_tag(panel: Panel, tagging: Tagging) -> Undo:
    fields = {"tagging": str(tagging.public_id), "turn": placed(panel.turn)}
    return Undo(f"Remove “{tagging.tag}” again", _address("remove_tag", panel), "tags", fields)


def of_untag(panel: Panel, tagging: Tagging) -> Undo:
    """It goes back to its own place, whichever the panel shows."""
    at = tagging.turn and tagging.turn.number
    fields = {"name": tagging.tag.name, "at": placed(at), "turn": placed(panel.turn)}
    return Undo(f"Put “{tagging.tag}” back", _address("add_tag", panel), "tags", fields)


def of_score(panel: Panel, question: Question, before: str) -> Undo:
    """before: the answer as the form sends it; '' for none."""
    name = question.version.name
    text = f"{name}: back to {value_text(before)}" if before else f"{name}: take it back"
    fields = {"value": before, "turn": placed(panel.turn)}
    part = f"question-{question.config.pk}"
    return Undo(text, _address("give_score", panel, question.config.public_id), part, fields)


def of_review(panel: Panel, before: str, label: str) -> Undo:
    fields = {"state": before}
    return Undo(f"Review: back to {label}", _address("mark_review", panel), "review", fields)


def placed(turn: int | None) -> str:
    return "" if turn is None else str(turn)


def _address(name, panel, *more):
    conversation = panel.conversation
    return reverse(name, args=[conversation.organization.slug, conversation.pk, *more])
