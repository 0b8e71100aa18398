"""Version 1 of Roark's API: a chat as it is answered. Frozen."""

from chats.wire import examples
from conversations.models import Conversation
from conversations.wire.roark_v1 import CustomerOut, agents_in, customers_out, participants_of
from organizations.models import Project
from web.answers import Anything, Out, Time, Uuid, example
from web.values import wire_time


class ChatAgentOut(Out):
    """An agent who took part."""

    id: Uuid
    """The `roarkId` that it was sent with, or one of ours."""


class ChatResponse(Out):
    """A chat (contract 1.2a). What was said in it is its transcript."""

    __pydantic_config__ = example(examples.STORED)

    id: Uuid
    projectId: Uuid
    organizationId: Uuid
    startTimestamp: Time
    endTimestamp: Time
    durationMs: int
    """From start to end, in milliseconds."""
    title: str | None
    """Written from what was said, until somebody gives it another."""
    summary: str | None
    """Written from what was said; null until it is."""
    createdAt: Time
    updatedAt: Time
    simulationJobId: Uuid | None
    simulationRunPlanJobId: Uuid | None
    agents: list[ChatAgentOut]
    customers: list[CustomerOut]
    properties: Anything
    """As they were sent."""
    policyIds: list[Uuid]
    externalId: str | None
    traceId: str | None


def chat_out(project: Project, chat: Conversation, properties: dict) -> ChatResponse:
    """Of a chat that took_part is known of."""
    return {
        "id": str(chat.pk),
        "projectId": str(project.public_id),
        "organizationId": str(project.organization.public_id),
        "startTimestamp": wire_time(chat.started_at),
        "endTimestamp": wire_time(chat.ended_at),
        "durationMs": chat.duration_ms,
        "title": chat.title,
        "summary": chat.summary,
        "createdAt": wire_time(chat.created_at),
        "updatedAt": wire_time(chat.updated_at),
        "simulationJobId": None,
        "simulationRunPlanJobId": None,
        "agents": [{"id": str(participant.agent.wire_id)} for participant in agents_in(chat)],
        "customers": customers_out(chat),
        "properties": properties,
        "policyIds": [],
        "externalId": chat.external_id,
        "traceId": chat.trace_id,
    }


def chats_of(project: Project):
    """A project's chats with what chat_out shows, in two statements."""
    organization = project.organization
    chats = Conversation.objects.of(organization).chats().filter(project=project)
    return chats.select_related("chat_details").prefetch_related(participants_of(organization))
