"""The conversation, the place and the person that an annotating page is about."""

from django.http import Http404
from django.shortcuts import redirect, render

from annotations.panel import Panel
from conversations.models import Conversation
from organizations.actors import Actor
from web.htmx import wants_fragment
from web.values import parse_uuid

DETAIL = {"chat": "chat_detail", "call": "call_detail"}


def conversation_of(organization, pk) -> Conversation:
    """Http404 if the organization has no such one."""
    conversation = Conversation.objects.of(organization).filter(pk=pk).first()
    if conversation is None:
        raise Http404("This organization has no such conversation.")
    conversation.organization = organization
    return conversation


def panel_of(request, organization, pk) -> Panel:
    """The panel of the conversation, in the place that the request names."""
    conversation = conversation_of(organization, pk)
    return Panel(conversation, Actor.of(request.user), turn_of(request))


def turn_of(request) -> int | None:
    """The number of the turn that a form or an address is about; None: the whole."""
    number = request.POST.get("turn", request.GET.get("turn", ""))
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else None


def id_of(request):
    """The id that the client made for what it sends, or None; what is no UUID is none."""
    try:
        return parse_uuid(request.POST.get("id", ""))
    except ValueError:
        return None


def answer(request, template, panel, **more):
    """The fragment that an act changed; without a script, the way back to the conversation."""
    conversation = panel.conversation
    if not wants_fragment(request):
        return redirect(DETAIL[conversation.kind], conversation.organization.slug, conversation.pk)
    context = {"conversation": conversation, "panel": panel, **more}
    return render(request, template, context)
