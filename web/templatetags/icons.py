from django import template
from django.utils.html import format_html

register = template.Library()

SILENT = '<svg class="ico" aria-hidden="true"><use href="#i-{}"/></svg>'
NAMED = '<svg class="ico" role="img" aria-label="{1}"><use href="#i-{0}"/></svg>'


@register.simple_tag
def icon(name, label=""):
    """An icon of templates/_icons.html: decoration, or an image with a name if given a label."""
    return format_html(NAMED if label else SILENT, name, label)
