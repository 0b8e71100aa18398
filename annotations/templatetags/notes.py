"""How notes are put on a page."""

from django import template

from annotations.markdown import excerpt, rendered

register = template.Library()
register.filter("markdown", rendered)
register.filter("excerpt", excerpt)


@register.simple_tag
def mark_of(threads, number):
    """What stands beside a turn, or None."""
    return threads.mark(number)
