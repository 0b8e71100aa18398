"""The conversation that a page is about."""

from contextlib import contextmanager

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
    with deleted_is_404():
        conversation = conversations.get(pk=pk, **columns)
    conversation.organization = conversation.project.organization = organization
    return conversation


@contextmanager
def deleted_is_404():
    """Http404 where a conversation isn't there, or not any more."""
    try:
        yield
    except Conversation.DoesNotExist:
        raise Http404("This organization has no such conversation.") from None


def context_of(conversation, **more):
    """What the templates of a conversation call it, and more."""
    kind = conversation.kind
    return {"conversation": conversation, "kind": WORDS[kind], "section": f"{kind}s", **more}
