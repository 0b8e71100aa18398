"""Version 1 of Roark's API: the transcript of a chat or a call (contract 1.4, 1.8). Frozen."""

from typing import Literal
from uuid import uuid5

from conversations.models import Conversation, Participant, Turn
from organizations.models import Project
from web.answers import Out, Uuid

AGENT = Participant.Role.AGENT


class EntryOut(Out):
    """One turn. Offsets are milliseconds from the start; what was said before it has 0."""

    participantId: Uuid | None
    role: Literal["AGENT", "CUSTOMER"] | None
    text: str
    startOffsetMs: int
    endOffsetMs: int


class AgentParticipantOut(Out):
    """An agent who took part."""

    id: Uuid
    type: Literal["AGENT"]
    agentId: Uuid | None


class CustomerParticipantOut(Out):
    """A customer who took part."""

    id: Uuid
    type: Literal["CUSTOMER"]
    customerId: Uuid | None
    """Null for a customer of whom neither phone nor label is known."""


class TranscriptOut(Out):
    """Who took part, and what was said in the order in which it was sent (contract 5.23)."""

    participants: list[AgentParticipantOut | CustomerParticipantOut]
    entries: list[EntryOut]


def transcript_out(project: Project, conversation: Conversation) -> TranscriptOut:
    """Of a conversation that took_part is known of; one statement, however long it is."""
    ids = {participant.pk: id_of(participant) for participant in conversation.took_part}
    turns = Turn.objects.of(project.organization).filter(conversation=conversation)
    columns = turns.only("participant_id", "role", "text", "start_ms", "end_ms")
    return {
        "participants": [participant_out(one) for one in conversation.took_part],
        "entries": [entry_out(turn, ids) for turn in columns.order_by("number")],
    }


def id_of(participant: Participant) -> str:
    """Its place in the conversation as a UUID: keys of participants are numbers (ADR 0003)."""
    return str(uuid5(participant.conversation_id, f"participant {participant.number}"))


def participant_out(participant: Participant) -> AgentParticipantOut | CustomerParticipantOut:
    id, customer = id_of(participant), participant.customer_id
    if participant.role == AGENT:
        return {"id": id, "type": "AGENT", "agentId": str(participant.agent.wire_id)}
    return {"id": id, "type": "CUSTOMER", "customerId": customer and str(customer)}


def entry_out(turn: Turn, ids: dict[int, str]) -> EntryOut:
    start = max(turn.start_ms, 0)
    return {
        "participantId": ids.get(turn.participant_id),
        "role": turn.role.upper(),
        "text": turn.text,
        "startOffsetMs": start,
        "endOffsetMs": start if turn.end_ms is None else max(turn.end_ms, 0),
    }
