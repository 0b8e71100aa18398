"""The conversation that a page is about."""

from django.db.models import Prefetch
from django.http import Http404

from browsing.kinds import WORDS
from conversations.models import Conversation, Participant


def conversation_of(organization, pk, **columns):
    """With project and participants, in two statements; Http404 if there is no such one."""
    participants = Participant.objects.of(organization).order_by("number")
    conversations = Conversation.objects.of(organization).select_related("project")
    conversations = conversations.prefetch_related(
        Prefetch("participants", participants.select_related("agent", "customer", "endpoint"))
    )
    try:
        conversation = conversations.get(pk=pk, **columns)
    except Conversation.DoesNotExist:
        raise Http404("This organization has no such conversation.") from None
    conversation.organization = conversation.project.organization = organization
    return conversation


def context_of(conversation, **more):
    """What the templates of a conversation call it, and more."""
    kind = conversation.kind
    return {"conversation": conversation, "kind": WORDS[kind], "section": f"{kind}s", **more}
