"""The panel as it stands now: in another place, or once others changed something."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from annotations.pages.opened import answer, panel_of
from organizations.access import Act, member_required


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def annotate_panel(request, organization, pk):
    """The panel of the whole conversation, or with ?turn= of a turn."""
    return answer(request, "annotations/_annotate.html", panel_of(request, organization, pk))


@require_http_methods(["GET", "HEAD"])
@member_required(Act.READ)
def annotation_news(request, organization, pk):
    """What stands there now, if anything was done since ?mark=; else 204. Two statements then."""
    panel = panel_of(request, organization, pk)
    if request.GET.get("mark") == str(panel.mark):
        return HttpResponse(status=204)
    context = {"conversation": panel.conversation, "panel": panel}
    return render(request, "annotations/_annotate.html", context)
