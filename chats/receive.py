"""The door that chats come in by: one transaction, whole or not at all (ADR 0002)."""

from annotations import annotate
from chats.models import ChatDetails
from conversations import ingest
from conversations.models import Conversation
from conversations.new import NewConversation
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within

UNKNOWN = Actor()


def receive_chat(
    project: Project,
    new: NewConversation,
    tags: list[str] = (),
    details: dict | None = None,
    by: Actor = UNKNOWN,
) -> Conversation:
    """Store a chat with its tags, put by whoever sends it, and the columns of its ChatDetails.

    Duplicate, and nothing stored, when its external id is taken.
    """
    with within(project.organization):
        conversation = ingest.save(project, new)
        annotate.tag_arriving(conversation, tags, by)
        if details:
            ChatDetails.objects.create(
                organization=project.organization, conversation=conversation, **details
            )
    return conversation


def receive_chats(project: Project, news: list[NewConversation]) -> list[Conversation]:
    """Store several chats without tags or details, in the statements of one.

    IntegrityError, and none of them stored, when one of their external ids is taken.
    """
    with within(project.organization):
        return ingest.save_many(project, news)
