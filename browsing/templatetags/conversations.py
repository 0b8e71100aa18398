"""How a conversation's times, numbers, JSON and hits are put on a page."""

import json
import re
from datetime import timedelta

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import dateformat, timezone
from django.utils.html import format_html, format_html_join

from browsing.hits import spans
from web.moments import local

register = template.Library()

WEEK = timedelta(days=6)
TITLE_GOES_ON = re.compile(r" → |[:;] |(?<=[?？؟]) ")
TITLE_WITHIN = 240  # first characters of a summary in which its title may stand


@register.simple_tag
def when(moment):
    """A time in the reader's zone, short: 14:02, Tue 14:02, 12 Mar; whole on hover."""
    here, now = in_zone(moment), timezone.localtime()
    if here.date() == now.date():
        style = "H:i"
    elif timedelta() < now.date() - here.date() <= WEEK:
        style = "D H:i"
    else:
        style = "j M" if here.year == now.year else "j M Y"
    return _time(moment, dateformat.format(here, style))


@register.simple_tag
def ago(moment):
    """How long ago, within a day; else as `when`; whole on hover."""
    lately = timedelta() <= timezone.now() - moment < timedelta(days=1)
    return _time(moment, naturaltime(moment)) if lately else when(moment)


@register.simple_tag
def at(moment):
    """A time of day in the reader's zone, 14:02; whole on hover."""
    return _time(moment, hour(moment))


@register.filter
def hour(moment):
    """A time of day in the reader's zone: 14:02."""
    return dateformat.format(in_zone(moment), "H:i")


@register.filter
def exactly(moment):
    """A time in the reader's zone, to the second."""
    return dateformat.format(in_zone(moment), "j F Y, H:i:s")


def in_zone(moment):
    return local(moment, timezone.get_current_timezone())


def _time(moment, text):
    zone = timezone.get_current_timezone_name()
    markup = '<time datetime="{}" title="{}, {}">{}</time>'
    return format_html(markup, moment.isoformat(), exactly(moment), zone, text)


@register.filter
def clock(ms):
    """Milliseconds as 0:52 or 1:48:20; nothing for None. Before the start they are negative."""
    if ms is None:
        return ""
    minutes, seconds = divmod(abs(ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"−{text}" if ms <= -1000 else text


@register.filter
def lasted(ms):
    """Milliseconds in words: 0.3 s, 6 min, 2 h 5 min, 3 days."""
    if ms is None:
        return ""
    if ms < 10_000:
        return f"{ms / 1000:.1f} s"
    minutes, hours = ms // 60_000, ms // 3_600_000
    if minutes < 1:
        return f"{ms // 1000} s"
    if hours < 1:
        return f"{minutes} min"
    if hours < 48:
        return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
    return f"{hours // 24} days"


@register.filter
def marked(text, words):
    """The text with the hits of a search marked."""
    if not words or not text:
        return text
    pieces, done = [], 0
    for start, end in spans(text, words):
        pieces += [(text[done:start], text[start:end])]
        done = end
    return format_html_join("", "{}<mark>{}</mark>", pieces) + format_html("{}", text[done:])


@register.filter
def pretty(value):
    """JSON, indented."""
    return json.dumps(value, ensure_ascii=False, indent=2)


@register.filter
def compact(value):
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


@register.filter
def by_name(sent):
    """(name, value) of an object that was sent: `.items` would be its value named "items"."""
    return sent.items()


@register.filter
def of_role(participants, role):
    return [p for p in participants if p.role == role]


@register.filter
def names(participants):
    """Their names, each once, in their order."""
    return ", ".join(dict.fromkeys(p.name for p in participants))


@register.filter
def each_tag(taggings):
    """Their tags, each once, in their order: a tag may sit on several turns."""
    return list({tagging.tag_id: tagging.tag for tagging in taggings}.values())


@register.filter
def turn_label(turn, section):
    """What stands in the gutter: a call's turns have times, a chat's have numbers."""
    return clock(turn.start_ms) if section == "calls" else turn.number


@register.filter
def face(name):
    """The letter that stands for a name."""
    return next((letter for letter in str(name) if letter.isalnum()), "?").upper()


@register.simple_tag
def utc_now():
    """This second as the wire has it."""
    return timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")


@register.filter
def words(constant):
    """CUSTOMER_ENDED_CALL as Customer ended call."""
    return constant.replace("_", " ").capitalize()


@register.filter
def web_link(address):
    """A link if the address is one of the web, else the text alone (contract 5.30)."""
    if not address.lower().startswith(("http://", "https://")):
        return address
    return format_html('<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>', address)


@register.filter
def property_text(value):
    """A property's value as people read it."""
    return value if isinstance(value, str) else compact(value)


@register.filter
def result_text(result):
    """A tool's result: its text as it is, an object indented."""
    return result if isinstance(result, str) else pretty(result)


@register.filter
def known(conversation):
    """Whether any of the facts at a glance is known."""
    facts = ("sentiment", "rating", "is_escalated", "category", "language")
    return any(getattr(conversation, fact) is not None for fact in facts)


@register.filter
def get(mapping, key):
    return mapping.get(key)


@register.filter
def beyond(summary, title):
    """What a summary says that the title above it doesn't: a generated one begins like it.

    "Return the table → send label" stands in "I'd like to return the table. It is …" too.
    """
    start = TITLE_GOES_ON.split(title or "", maxsplit=1)[0].rstrip("….?")
    said = start and re.search(
        rf"(?<!\w){re.escape(start)}(?!\w)", (summary or "")[:TITLE_WITHIN], re.IGNORECASE
    )
    return (said and summary[said.end() :].lstrip(" .?!,;:–—-。，、؟،")) or summary
