"""Version 1 of Roark's API: a call as it is answered. Frozen."""

from typing import Literal

from calls.models import CallDetails
from calls.wire import examples
from calls.wire.call_in import Ending
from conversations.models import Conversation, Participant
from conversations.properties import as_text
from conversations.wire.roark_v1 import CustomerOut, agents_in, customers_out, participants_of
from conversations.wire.transcripts import TranscriptOut, transcript_out
from organizations.models import Project
from web.answers import Out, Phone, Time, Uuid, example
from web.fields import PHONE
from web.values import wire_time

Source = Literal["ROARK_POST_CALL", "SIMULATION_AGENT_REALTIME", "CUSTOMER_AGENT_REALTIME"]
SENT: Source = "CUSTOMER_AGENT_REALTIME"  # the only source here: a transcript came with its call


class CallEndpointOut(Out):
    """Where an agent was reached."""

    id: Uuid
    environment: str
    phoneNumberE164: Phone | None
    """Null where it was reached by something else."""


class CallAgentOut(Out):
    """An agent who took part."""

    id: Uuid
    endpoint: CallEndpointOut | None


class CreatedCallOut(Out):
    """The answer to a call that was sent (contract 1.5)."""

    __pydantic_config__ = example(examples.CREATED)

    id: Uuid
    projectId: Uuid
    externalId: str | None
    status: Literal["RINGING", "IN_PROGRESS", "ENDED"]
    callDirection: Literal["INBOUND", "OUTBOUND"]
    startedAt: Time
    createdAt: Time
    agents: list[CallAgentOut]
    customers: list[CustomerOut]


class CallOut(CreatedCallOut):
    """A call (contract 1.6). What was said in it is its transcript."""

    __pydantic_config__ = example(examples.READ)

    endedAt: Time | None
    endedStatus: Ending | None
    durationMs: int | None
    """To the end of what was said or done last; null where nothing was."""
    title: str | None
    summary: str | None
    updatedAt: Time
    recordingUrl: str | None
    recordingUrlAccess: Literal["AVAILABLE", "NOT_AVAILABLE", "RESTRICTED"]
    """Why there is no `recordingUrl`: RESTRICTED where the key lacks `recording:read`."""
    properties: dict[str, str]
    """Names are in snake_case, and values are text."""
    policyIds: list[Uuid]
    simulationJobId: Uuid | None
    supersededByCallId: Uuid | None


class CallTranscriptOut(TranscriptOut):
    """Who took part, what was said in the order in which it was sent, and who wrote it down."""

    transcriptionSource: Source | None
    """Null where there is no transcript, or none of the source that was asked for."""


def created_call_out(project: Project, call: Conversation, direction: str) -> CreatedCallOut:
    """Of a call that took_part is known of."""
    return {
        "id": str(call.pk),
        "projectId": str(project.public_id),
        "externalId": call.external_id,
        "status": "ENDED",
        "callDirection": direction,
        "startedAt": wire_time(call.started_at),
        "createdAt": wire_time(call.created_at),
        "agents": [agent_out(participant) for participant in agents_in(call)],
        "customers": customers_out(call),
    }


def agent_out(participant: Participant) -> CallAgentOut:
    endpoint = participant.endpoint
    if endpoint:
        phone = endpoint.value if PHONE.fullmatch(endpoint.value) else None
        endpoint = {
            "id": str(endpoint.pk),
            "environment": endpoint.environment,
            "phoneNumberE164": phone,
        }
    return {"id": str(participant.agent.wire_id), "endpoint": endpoint}


def call_out(project: Project, call: Conversation, may_listen: bool) -> CallOut:
    """Of a call as calls_of() finds it; whoever may not listen gets no recording's URL."""
    details = call.call_details
    access = recording_access(details, may_listen)
    return {
        **created_call_out(project, call, details.direction),
        "endedAt": call.ended_at and wire_time(call.ended_at),
        "endedStatus": details.ended_status,
        "durationMs": call.duration_ms,
        "title": call.title,
        "summary": call.summary,
        "updatedAt": wire_time(call.updated_at),
        "recordingUrl": details.recording_url if access == "AVAILABLE" else None,
        "recordingUrlAccess": access,
        "properties": as_text(call.properties),
        "policyIds": [],
        "simulationJobId": None,
        "supersededByCallId": None,
    }


def recording_access(details: CallDetails, may_listen: bool) -> str:
    if not details.recording_url:
        return "NOT_AVAILABLE"
    return "AVAILABLE" if may_listen else "RESTRICTED"


def calls_of(project: Project):
    """A project's calls with what call_out shows, in two statements."""
    organization = project.organization
    calls = Conversation.objects.of(organization).calls().filter(project=project)
    return calls.select_related("call_details").prefetch_related(participants_of(organization))


def call_transcript_out(
    project: Project, call: Conversation, source: Source | None
) -> CallTranscriptOut:
    """Of a call that took_part is known of; source None asks for the best there is."""
    sent = transcript_out(project, call)
    if not sent["entries"] or source not in (None, SENT):
        return {"participants": [], "entries": [], "transcriptionSource": None}
    return {**sent, "transcriptionSource": SENT}
