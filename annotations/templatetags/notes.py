"""How notes are put on a page."""

from django import template

from annotations.markdown import beginning, excerpt, is_long, rendered

register = template.Library()
register.filter("markdown", rendered)
register.filter("excerpt", excerpt)
register.filter(is_long)
register.filter(beginning)


@register.simple_tag
def mark_of(threads, number):
    """What stands beside a turn, or None."""
    return threads.mark(number)
