"""Saying how far one is with a conversation."""

from django.utils import timezone
from django.views.decorators.http import require_POST

from annotations import review
from annotations.pages import undo
from annotations.pages.opened import answer, panel_of
from annotations.refused import Refused
from conversations.models import ReviewState
from organizations.access import Act, member_required


@require_POST
@member_required(Act.ANNOTATE)
def mark_review(request, organization, pk):
    """Set the review state; answer with it."""
    panel = panel_of(request, organization, pk)
    before = ReviewState(panel.conversation.review_state)
    more = {"saved": timezone.now()}
    try:
        if review.mark(panel.conversation, request.POST.get("state", ""), panel.by):
            more["undo"] = undo.of_review(panel, before.value, before.label.lower())
    except Refused as refused:
        more = {"fault": str(refused)}
    return answer(request, "annotations/_review.html", panel, **more)
