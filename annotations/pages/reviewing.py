"""Saying how far one is with a conversation."""

from django.utils import timezone
from django.views.decorators.http import require_POST

from annotations import review
from annotations.pages.opened import answer, panel_of
from annotations.refused import Refused
from organizations.access import Act, member_required


@require_POST
@member_required(Act.ANNOTATE)
def mark_review(request, organization, pk):
    """Set the review state; answer with it."""
    panel = panel_of(request, organization, pk)
    try:
        review.mark(panel.conversation, request.POST.get("state", ""), panel.by)
    except Refused as refused:
        return answer(request, "annotations/_review.html", panel, fault=str(refused))
    return answer(request, "annotations/_review.html", panel, saved=timezone.now())
