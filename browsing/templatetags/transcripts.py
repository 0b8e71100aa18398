"""How a transcript's blocks and hits are put on a page."""

from itertools import groupby
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html

from browsing.kinds import WORDS

register = template.Library()


@register.filter
def ranges(numbers):
    """Numbers in short: 1-3 7."""
    numbers = sorted(numbers)
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    runs = [[number for _, number in run] for _, run in runs]
    return " ".join(f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)


@register.filter
def query_at(reading, anchor):
    """The query string and the fragment of a page that begins at an anchor."""
    return f"{reading.query(anchor)}#{anchor}"


@register.filter
def each_once(participants):
    """One participant of each name, in their order."""
    named = {}
    for participant in participants:
        named.setdefault(participant.name, participant)
    return named.values()


@register.simple_tag
def person(organization, participant):
    """Their name, linked to the page of the agent or the customer."""
    role = participant.role
    key = getattr(participant, f"{role}_id")
    if key is None:
        return participant.name
    address = reverse(role, args=[organization.slug, key])
    return format_html('<a class="who" href="{}">{}</a>', address, participant.name)


@register.filter
def is_nested(value):
    return isinstance(value, dict | list)


@register.filter
def with_id(template, id):
    """The address that a template with {id} makes of an id."""
    return template.replace("{id}", quote(str(id), safe=""))


@register.filter
def kind_words(conversation):
    return WORDS[conversation.kind]
