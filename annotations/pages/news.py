"""The panel as it stands now: in another place, or once others changed something."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from annotations.moment import moment_of
from annotations.pages.opened import DETAIL, panel_of
from organizations.access import Act, member_required
from web.htmx import wants_fragment


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def annotate_panel(request, organization, pk):
    """The panel of the whole conversation, or with ?turn= of a turn."""
    moment = moment_of(organization, pk)
    panel = panel_of(request, organization, pk)
    if not wants_fragment(request):
        return redirect(DETAIL[panel.conversation.kind], organization.slug, pk)
    context = {"conversation": panel.conversation, "panel": panel, "moment": moment}
    return render(request, "annotations/_annotate.html", context)


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def annotation_news(request, organization, pk):
    """What stands there now, in the head too, if anything was done since ?moment=; else 204.

    Two statements then.
    """
    moment = moment_of(organization, pk)
    panel = panel_of(request, organization, pk)
    if request.GET.get("moment") == moment:
        return HttpResponse(status=204)
    context = {"conversation": panel.conversation, "panel": panel, "moment": moment}
    return render(request, "annotations/_news.html", context)
