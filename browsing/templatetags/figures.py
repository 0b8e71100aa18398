"""How counts and averages are put on a page."""

from django import template

register = template.Library()


@register.filter
def whole(number):
    """Rounded; None stays."""
    return None if number is None else round(number)


@register.filter
def share(part, of):
    """12 %"""
    return f"{round(100 * part / of)} %"
