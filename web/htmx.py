"""One URL, one view, one context: as a whole page, or as the fragment that htmx asked for."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html


def wants_fragment(request) -> bool:
    """Whether htmx will swap the answer into a page that is already there."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(request, page, fragment, context, status=200):
    """Render one URL as a whole page, or as the fragment of it that htmx asked for.

    The context's page_title, if any, names both: before a fragment htmx takes it for the window.
    """
    is_fragment = wants_fragment(request)
    response = render(request, fragment if is_fragment else page, context, status=status)
    if is_fragment and (title := context.get("page_title")):
        response.content = b"%s%s" % (titled(title).encode(), response.content)
    patch_vary_headers(response, ["HX-Request"])
    return response


def titled(title) -> str:
    return format_html("<title>{} · Parley</title>", title)
