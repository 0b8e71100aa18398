"""The pages of a customer and of an agent: their conversations, and what they amount to."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from browsing.columns import COLUMNS, Head, hidden_columns
from browsing.history import History
from browsing.listing import NO_SUCH_PLACE
from browsing.lists import ListPage, list_page
from conversations.models import Agent, AgentEndpoint, Customer
from organizations.access import Act, member_required
from web.htmx import render_page
from web.keyset import BadCursor


@require_safe
@member_required(Act.READ)
def customer(request, organization, pk):
    person = get_object_or_404(Customer.objects.of(organization), pk=pk)
    return person_page(request, History(organization, "customer", person))


@require_safe
@member_required(Act.READ)
def agent(request, organization, pk):
    agents = Agent.objects.of(organization).select_related("project")
    person = get_object_or_404(agents, pk=pk)
    endpoints = AgentEndpoint.objects.of(organization).filter(agent=person).order_by("pk")
    return person_page(request, History(organization, "agent", person), endpoints=endpoints)


def person_page(request, history, **more):
    page, faults = ListPage([], 0), []
    try:
        page = list_page(history, request.GET.get("after"), request.GET.get("before"))
    except BadCursor:
        faults = [NO_SUCH_PLACE]
    hidden = hidden_columns(request, page.conversations) | {history.role}
    context = {
        "person": history.person,
        "role": history.role,
        "figures": history.figures,
        "page": page,
        "faults": faults,
        "query": history,
        "snippets": {},
        "writing": (),
        "heads": heads(hidden),
        "hidden": hidden,
        **more,
    }
    return render_page(request, "browsing/person.html", "browsing/_history.html", context)


def heads(hidden):
    """The columns' heads; this list has one order."""
    shown = {"title": ("Conversation", "", None)} | COLUMNS
    return [
        Head(name, label, look, None, "descending" if name == "started" else None)
        for name, (label, look, _) in shown.items()
        if name not in hidden
    ]
