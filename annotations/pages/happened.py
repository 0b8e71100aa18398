"""The history of a conversation, some of it at a time."""

from django.http import Http404
from django.views.decorators.http import require_safe

from annotations import history
from annotations.pages.opened import conversation_of
from annotations.story import lines
from organizations.access import Act, member_required
from web.htmx import render_page
from web.keyset import BadCursor


@require_safe
@member_required(Act.READ)
def conversation_history(request, organization, pk):
    """The newest first, or with ?before= what came before."""
    conversation = conversation_of(organization, pk)
    before = request.GET.get("before")
    try:
        page = history.page(conversation, before)
    except BadCursor as wrong:
        raise Http404(str(wrong)) from None
    context = {
        "section": f"{conversation.kind}s",
        "conversation": conversation,
        "lines": lines(conversation, page.happenings),
        "older": page.older,
        "before": before,
    }
    return render_page(request, "annotations/history.html", "annotations/_history.html", context)
