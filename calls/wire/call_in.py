"""Version 1 of Roark's API: the call that a caller sends. Frozen."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from pydantic import model_validator

from calls.wire import examples
from conversations.models import Kind, Participant
from conversations.new import NewAgent, NewConversation, NewEndpoint, NewTool, NewTurn
from conversations.properties import last_of_each
from conversations.wire.roark_v1 import (
    LANGUAGE,
    AgentIn,
    AgentRefIn,
    CustomerIn,
    PartiesIn,
    ToolIn,
    to_domain,
)
from web.answers import example
from web.fields import (
    Wire,
    WireInt,
    WireList,
    WireObject,
    WireProperties,
    WireText,
    WireTime,
    WireUrl,
    WireUuid,
    fault,
    refuse,
)

Role = Participant.Role
OFFSET = WireInt(at_least=0)
ENDINGS = """
    PARTICIPANTS_DID_NOT_SPEAK AGENT_DID_NOT_ANSWER AGENT_DID_NOT_SPEAK AGENT_STOPPED_SPEAKING
    AGENT_ENDED_CALL AGENT_SAID_END_CALL_PHRASE AGENT_TRANSFERRED_CALL AGENT_BUSY AGENT_ERROR
    CUSTOMER_ENDED_CALL VOICE_MAIL_REACHED SILENCE_TIME_OUT PHONE_CALL_PROVIDER_CONNECTION_ERROR
    CUSTOMER_DID_NOT_ANSWER CUSTOMER_DID_NOT_SPEAK CUSTOMER_STOPPED_SPEAKING CUSTOMER_BUSY
    DIAL_ERROR MAX_DURATION_REACHED UNKNOWN
""".split()
Ending = Literal[*ENDINGS]


class EndpointIn(Wire):
    """Where an agent was reached: a known one by `id`, or one by `type` and `value`."""

    id: WireUuid | None = None
    type: WireText(1, 32) | None = None
    """Like PHONE or WEBSOCKET."""
    value: WireText(1, 255) | None = None
    """A phone number, an address of a socket."""
    direction: Literal["INCOMING", "OUTGOING", "INCOMING_AND_OUTGOING"] | None = None

    @model_validator(mode="after")
    def is_identified(self):
        if not self.id and not (self.type and self.value):
            refuse(fault(message="An endpoint needs an id, or a type and a value"))
        return self

    def to_domain(self) -> NewEndpoint:
        return NewEndpoint(self.id, self.type, self.value, self.direction)


class CallAgentIn(AgentIn):
    """An agent who took part: an existing one by id, or one to find or make.

    It needs a `roarkId`, a `customId` or a `name`.
    """

    endpoint: EndpointIn | None = None

    def to_domain(self) -> NewAgent:
        endpoint = self.endpoint and self.endpoint.to_domain()
        return replace(super().to_domain(), endpoint=endpoint)


class EntryIn(Wire):
    """One turn of the transcript; agent and customer say which one of its role spoke."""

    role: Literal["AGENT", "CUSTOMER"]
    text: WireText(1)
    start_offset_ms: OFFSET
    """Milliseconds from the start of the call."""
    end_offset_ms: OFFSET
    """Not before the start."""
    language_code: LANGUAGE | None = None
    agent: AgentRefIn | None = None
    customer: CustomerIn | None = None
    payload: WireObject | None = None
    """Whatever else there is to say of it."""

    @model_validator(mode="after")
    def ends_after_start(self):
        refuse_early_end(self.start_offset_ms, self.end_offset_ms)
        return self

    def to_domain(self) -> NewTurn:
        role = Role(self.role.lower())
        spoke = self.agent if role == Role.AGENT else self.customer
        return NewTurn(
            role,
            self.text,
            self.start_offset_ms,
            self.end_offset_ms,
            language=self.language_code,
            payload=self.payload,
            **{role.value: spoke and spoke.to_domain()},
        )


class CallToolIn(ToolIn):
    """A tool that an agent called, and what it gave."""

    start_offset_ms: OFFSET
    """Milliseconds from the start of the call."""
    end_offset_ms: OFFSET | None = None
    """Not before the start."""

    @model_validator(mode="after")
    def ends_after_start(self):
        refuse_early_end(self.start_offset_ms, self.end_offset_ms)
        return self

    def to_domain(self) -> NewTool:
        return NewTool(**self.told(), start_ms=self.start_offset_ms, end_ms=self.end_offset_ms)


def refuse_early_end(start: int, end: int | None):
    if end is not None and end < start:
        refuse(fault("endOffsetMs", message="The end lies before the start"))


class CallIn(PartiesIn):
    """A finished call."""

    model_config = example(examples.CALL)

    recording_url: WireUrl
    """An http or https address, signed or not. Nothing is fetched from it."""
    started_at: WireTime
    interface_type: Literal["PHONE", "WEB"]
    call_direction: Literal["INBOUND", "OUTBOUND"]
    stereo_recording_url: WireUrl | None = None
    ended_status: Ending | None = None
    transcript: WireList(EntryIn) | None = None
    tool_invocations: WireList(CallToolIn) | None = None
    properties: WireProperties | None = None
    """Whatever else there is to say of it. People see it and filter by it."""
    vapi_call_id: WireUuid | None = None
    livekit_room_id: WireText(0, 255) | None = None
    external_id: WireText(1, 255) | None = None
    """Your own id of the call. A second call with it is refused with 409."""
    agent: CallAgentIn | None = None
    """The agent, where there was one. May come together with `agents`."""
    agents: WireList(CallAgentIn) | None = None

    @model_validator(mode="after")
    def ends_before_the_end_of_time(self):
        try:
            self.ended_at()
        except OverflowError:
            refuse(fault("startedAt", message="With its offsets the call ends after year 9999"))
        return self

    def parts(self) -> list[EntryIn | CallToolIn]:
        return [*(self.transcript or ()), *(self.tool_invocations or ())]

    def duration_ms(self) -> int | None:
        """The last end offset; None without any (contract 5.17)."""
        ends = (part.end_offset_ms for part in self.parts())
        return max((end for end in ends if end is not None), default=None)

    def ended_at(self) -> datetime | None:
        duration = self.duration_ms()
        return None if duration is None else self.started_at + timedelta(milliseconds=duration)

    def to_domain(self) -> NewConversation:
        return NewConversation(
            kind=Kind.CALL,
            started_at=self.started_at,
            ended_at=self.ended_at(),
            duration_ms=self.duration_ms(),
            turns=to_domain(*(self.transcript or ())),
            tools=to_domain(*(self.tool_invocations or ())),
            external_id=self.external_id,
            properties=last_of_each(self.properties or {}),
            known_as=self.known_as(),
            **self.parties(),
        )

    def known_as(self) -> tuple[str, ...]:
        ids = (self.vapi_call_id, self.livekit_room_id)
        return tuple(str(id) for id in ids if id)

    def details(self) -> dict:
        """The columns of CallDetails."""
        return {
            "direction": self.call_direction,
            "interface": self.interface_type,
            "ended_status": self.ended_status,
            "recording_url": self.recording_url,
            "stereo_recording_url": self.stereo_recording_url,
            "vapi_call_id": self.vapi_call_id,
            "livekit_room_id": self.livekit_room_id,
        }
