"""One URL, one view, one context: as a whole page, or as the fragment that htmx asked for."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_fragment(request) -> bool:
    """Whether htmx will swap the answer into a page that is already there."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(request, page, fragment, context, status=200):
    """Render one URL as a whole page, or as the fragment of it that htmx asked for."""
    template = fragment if wants_fragment(request) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
