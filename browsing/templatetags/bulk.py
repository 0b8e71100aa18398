"""What a bulk act came to, in words."""

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma

from browsing.bulk.acts import UNDO
from browsing.bulk.job import can_undo

register = template.Library()
register.filter("can_undo", can_undo)

REST = {
    "same": "as they should be before",
    "gone": "gone meanwhile",
    "skipped": "changed by others since, so left alone",
}


@register.filter
def came_to(job) -> str:
    """12 changed, 3 gone meanwhile."""
    word = {UNDO: "restored", "delete": "deleted"}.get(job.params["act"], "changed")
    told = [f"{intcomma(job.result.get('changed', 0))} {word}"]
    told += [f"{intcomma(n)} {rest}" for name, rest in REST.items() if (n := job.result.get(name))]
    return ", ".join(told)
