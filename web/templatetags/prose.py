"""Descriptions of the OpenAPI documents as HTML: paragraphs, and code between backticks."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def prose(text):
    """Paragraphs of the text; what stands between two backticks is code."""
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    return format_html_join("", "<p>{}</p>", ((inline(part),) for part in paragraphs))


@register.filter
def inline(text):
    """One paragraph, without its element."""
    pieces = text.split("`")
    return mark_safe(
        "".join(
            format_html("<code>{}</code>" if number % 2 else "{}", piece)
            for number, piece in enumerate(pieces)
        )
    )
