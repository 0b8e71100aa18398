"""Version 1 of Roark's API: a chat as it is answered. Frozen."""

from typing import Any, TypedDict

from conversations.models import Conversation
from conversations.wire.roark_v1 import CustomerOut, agents_in, customers_out, participants_of
from organizations.models import Project
from web.values import wire_time


class ChatAgentOut(TypedDict):
    id: str


class ChatOut(TypedDict):
    """A chat (contract 1.2a). Its properties are as they were sent."""

    id: str
    projectId: str
    organizationId: str
    startTimestamp: str
    endTimestamp: str
    durationMs: int
    title: str | None
    summary: str | None
    createdAt: str
    updatedAt: str
    simulationJobId: str | None
    simulationRunPlanJobId: str | None
    agents: list[ChatAgentOut]
    customers: list[CustomerOut]
    properties: dict[str, Any]
    policyIds: list[str]
    externalId: str | None
    traceId: str | None


def chat_out(project: Project, chat: Conversation, properties: dict) -> ChatOut:
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
