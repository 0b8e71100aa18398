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


@register.filter
def plain_number(number):
    """A decimal without zeros at its end, as HTML's number fields take it."""
    return str(told(number))
