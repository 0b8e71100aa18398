from django import template
from django.contrib.humanize.templatetags.humanize import intcomma

register = template.Library()


@register.filter
def duration(seconds):
    """Seconds in words, as exact as one waits: under a second, 40 s, 3 min 20 s, 1 h 5 min."""
    if seconds is None:
        return ""
    whole = round(seconds)
    if whole < 1:
        return "under a second"
    minutes, hours = whole // 60, whole // 3600
    if not minutes:
        return f"{whole} s"
    if not hours:
        return f"{minutes} min {whole % 60} s" if whole % 60 else f"{minutes} min"
    return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"


@register.filter
def pace(rate):
    """How many a second, or a minute where they are few."""
    if rate >= 10:
        return f"{intcomma(round(rate))} a second"
    return f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"


@register.filter
def file_size(count):
    """Bytes as 512 bytes, 38 KB, 2 GB: whole numbers, as limits are told."""
    for unit in ("bytes", "KB", "MB"):
        if count < 1024:
            return f"{count:.0f} {unit}"
        count /= 1024
    return f"{count:.0f} GB"
