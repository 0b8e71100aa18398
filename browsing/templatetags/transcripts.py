"""How a transcript's blocks and hits are put on a page."""

import re
from bisect import bisect_right
from itertools import groupby, pairwise
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from annotations.threads import Span
from browsing.hits import spans
from browsing.kinds import WORDS

register = template.Library()
LINE_END = re.compile(r"\r\n|\r|\n")


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


@register.simple_tag
def said(turn, words, threads):
    """A turn's text: hits of a search marked, and what notes are about.

    Its characters can be counted on the page: a <br> is one, or as many as data-chars says.
    """
    hits = spans(turn.text, words) if words else []
    about = threads.spans(turn.number, turn.text)
    edges = {0, len(turn.text), *(edge for hit in hits for edge in hit)}
    edges = sorted(edges.union(*((span.start, span.end) for span in about)))
    pieces = [
        (_piece(turn.text[start:end], _is_in(hits, start), _about(about, start)),)
        for start, end in pairwise(edges)
    ]
    return format_html_join("", "{}", pieces)


def _is_in(hits, at):
    """Whether a character is in one of these stretches, sorted and apart."""
    before = bisect_right(hits, at, key=lambda hit: hit[0])
    return before > 0 and at < hits[before - 1][1]


def _about(spans, at):
    return [span for span in spans if span.start <= at < span.end]


def _piece(text, is_hit, about: list[Span]) -> SafeString:
    html = _lines(text)
    if is_hit:
        html = format_html("<mark>{}</mark>", html)
    if not about:
        return html
    note = next((span.note for span in about if not span.note.is_resolved), about[0].note)
    state = "resolved" if note.is_resolved else "open"
    markup = '<span class="noted" data-note="{}" data-state="{}">{}</span>'
    return format_html(markup, note.public_id, state, html)


def _lines(text) -> SafeString:
    breaks = {"\r\n": '<br data-chars="2">'}
    return mark_safe(LINE_END.sub(lambda end: breaks.get(end[0], "<br>"), escape(text)))
