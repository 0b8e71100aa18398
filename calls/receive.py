"""The door that calls come in by: one transaction, whole or not at all (ADR 0002)."""

from calls.models import CallDetails
from conversations import ingest
from conversations.models import Conversation
from conversations.new import NewConversation
from organizations.models import Project
from organizations.tenancy import within


def receive_call(project: Project, new: NewConversation, details: dict) -> Conversation:
    """Store a call with the columns of its CallDetails.

    Duplicate, and nothing stored, when its external id is taken.
    """
    with within(project.organization):
        conversation = ingest.save(project, new)
        _describe([conversation], [details])
    return conversation


def receive_calls(
    project: Project, calls: list[tuple[NewConversation, dict]]
) -> list[Conversation]:
    """Store several calls, each with the columns of its CallDetails, in the statements of one.

    IntegrityError, and none of them stored, when one of their external ids is taken.
    """
    with within(project.organization):
        conversations = ingest.save_many(project, [new for new, _ in calls])
        _describe(conversations, [details for _, details in calls])
    return conversations


def _describe(conversations, details):
    CallDetails.objects.bulk_create(
        CallDetails(organization=conversation.organization, conversation=conversation, **columns)
        for conversation, columns in zip(conversations, details, strict=True)
    )
