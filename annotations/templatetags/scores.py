"""How scores are put on a page."""

from django import template

from annotations.scores import told

register = template.Library()


@register.filter
def score_text(score):
    """A score's value as people read it."""
    if isinstance(score.value, bool):
        return "Yes" if score.value else "No"
    return "—" if score.value is None else str(told(score.value))


def value_text(sent):
    """An answer as a form sends it, as people read it; long ones begin."""
    shown = {"true": "yes", "false": "no"}.get(sent, sent)
    return shown if len(shown) <= 40 else f"“{shown[:39]}…”"


@register.filter
def range_text(version):
    """Which numbers a version takes: "0 to 100, in steps of 5"."""
    low, high, step = (told(n) for n in (version.minimum, version.maximum, version.step))
    said = {
        (True, True): f"{low} to {high}",
        (True, False): f"{low} or more",
        (False, True): f"up to {high}",
    }.get((low is not None, high is not None), "a number")
    return f"{said}, in steps of {step}" if step else said
