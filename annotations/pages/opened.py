"""The conversation, the place and the person that an annotating page is about."""

from django.http import Http404
from django.shortcuts import redirect

from annotations.panel import Panel
from conversations.models import Conversation
from organizations.actors import Actor
from web.htmx import render_page, wants_fragment
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
    return number_of(request.POST.get("turn", request.GET.get("turn", "")))


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def id_of(request):
    """The id that the client made for what it sends, or None; what is no UUID is none."""
    try:
        return parse_uuid(request.POST.get("id", ""))
    except ValueError:
        return None


def answer(request, fragment, panel, fault=None, **more):
    """The part that an act changed. Without a script: the way back to the conversation, or a

    page with what is wrong beside what was sent.
    """
    conversation = panel.conversation
    if not (wants_fragment(request) or fault):
        return redirect(DETAIL[conversation.kind], conversation.organization.slug, conversation.pk)
    context = {"conversation": conversation, "panel": panel, "fault": fault, **more}
    context["part"] = fragment
    return render_page(request, "annotations/part.html", fragment, context)
