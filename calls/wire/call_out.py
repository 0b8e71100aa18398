"""Version 1 of Roark's API: a call as it is answered. Frozen."""

from typing import Literal, TypedDict

from calls.models import CallDetails
from calls.wire.call_in import Ending
from conversations.models import Conversation, Participant
from conversations.properties import as_text
from conversations.wire.roark_v1 import CustomerOut, agents_in, customers_out, participants_of
from conversations.wire.transcripts import TranscriptOut, transcript_out
from organizations.models import Project
from web.fields import PHONE
from web.values import wire_time

Source = Literal["ROARK_POST_CALL", "SIMULATION_AGENT_REALTIME", "CUSTOMER_AGENT_REALTIME"]
SENT: Source = "CUSTOMER_AGENT_REALTIME"  # the only source here: a transcript came with its call


class CallEndpointOut(TypedDict):
    """Where an agent was reached; phoneNumberE164 is null for what is no phone number."""

    id: str
    environment: str
    phoneNumberE164: str | None


class CallAgentOut(TypedDict):
    id: str
    endpoint: CallEndpointOut | None


class CreatedCallOut(TypedDict):
    """The answer to a call that was sent (contract 1.5)."""

    id: str
    projectId: str
    externalId: str | None
    status: Literal["RINGING", "IN_PROGRESS", "ENDED"]
    callDirection: Literal["INBOUND", "OUTBOUND"]
    startedAt: str
    createdAt: str
    agents: list[CallAgentOut]
    customers: list[CustomerOut]


class CallOut(CreatedCallOut):
    """A call (contract 1.6). Names of properties are in snake_case, their values are text.

    recordingUrlAccess says why recordingUrl is null: the key lacks recording:read, or there is
    no recording.
    """

    endedAt: str | None
    endedStatus: Ending | None
    durationMs: int | None
    title: str | None
    summary: str | None
    updatedAt: str
    recordingUrl: str | None
    recordingUrlAccess: Literal["AVAILABLE", "NOT_AVAILABLE", "RESTRICTED"]
    properties: dict[str, str]
    policyIds: list[str]
    simulationJobId: str | None
    supersededByCallId: str | None


class CallTranscriptOut(TranscriptOut):
    """transcriptionSource is null where there is no transcript, or not of the source asked for."""

    transcriptionSource: Source | None


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
