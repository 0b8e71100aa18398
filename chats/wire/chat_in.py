"""Version 1 of Roark's API: the chat that a caller sends. Frozen."""

from datetime import datetime, timedelta

from pydantic import model_validator

from chats.wire import examples
from conversations.models import Kind, Participant
from conversations.new import NewConversation, NewTool, NewTurn
from conversations.wire.roark_v1 import LANGUAGE, AgentRefIn, CustomerIn, PartiesIn, ToolIn
from web.answers import example
from web.fields import Wire, WireList, WireProperties, WireText, WireTime, fault, refuse, told

Role = Participant.Role
SPEAKERS = {
    "agent": Role.AGENT,
    "assistant": Role.AGENT,
    "bot": Role.AGENT,
    "customer": Role.CUSTOMER,
    "user": Role.CUSTOMER,
}
MILLISECOND = timedelta(milliseconds=1)


def parse_speaker(value: object) -> Role:
    """AGENT or CUSTOMER in any case, and what other products call them (contract 5.4)."""
    speaker = SPEAKERS.get(value.lower()) if isinstance(value, str) else None
    if speaker is None:
        raise ValueError("Input should be AGENT or CUSTOMER")
    return speaker


class TimedIn(Wire):
    """Something of a chat with times of its own, inside the chat's or not (contract 5.23)."""

    start_timestamp: WireTime
    """A moment, not an offset; inside the chat's times or not."""
    end_timestamp: WireTime | None = None

    def times(self, chat_start: datetime) -> dict:
        end = self.end_timestamp
        return {
            "started_at": self.start_timestamp,
            "ended_at": end,
            "start_ms": (self.start_timestamp - chat_start) // MILLISECOND,
            "end_ms": end and (end - chat_start) // MILLISECOND,
        }


class MessageIn(TimedIn):
    """One message of a chat."""

    role: told(Role, parse_speaker, type="string", enum=["AGENT", "CUSTOMER"])
    """Also in lower case, and as `assistant`, `bot` or `user`."""
    text: WireText()
    language_code: LANGUAGE | None = None
    agent: AgentRefIn | None = None
    """Which agent spoke, where one did."""
    customer: CustomerIn | None = None
    """Which customer spoke, where one did."""

    def to_domain(self, chat_start: datetime) -> NewTurn:
        spoke = self.agent if self.role == Role.AGENT else self.customer
        return NewTurn(
            self.role,
            self.text,
            language=self.language_code,
            **{self.role.value: spoke and spoke.to_domain()},
            **self.times(chat_start),
        )


class ChatToolIn(ToolIn, TimedIn):
    """A tool that an agent called, and what it gave."""

    def to_domain(self, chat_start: datetime) -> NewTool:
        return NewTool(**self.told(), **self.times(chat_start))


class ChatIn(PartiesIn):
    """A finished chat."""

    model_config = example(examples.CHAT)

    start_timestamp: WireTime
    end_timestamp: WireTime
    """Not before the start."""
    messages: WireList(MessageIn)
    """In the order in which they are to be read. There may be none."""
    tool_invocations: WireList(ChatToolIn) | None = None
    properties: WireProperties | None = None
    """Whatever else there is to say of it. People see it and filter by it."""
    trace_id: WireText(0, 255) | None = None
    """The OpenTelemetry trace of the chat."""
    external_id: WireText(1, 255) | None = None
    """Your own id of the chat. A second chat with it is refused with 409."""

    @model_validator(mode="after")
    def ends_after_start(self):
        if self.end_timestamp < self.start_timestamp:
            refuse(fault("endTimestamp", message="The chat ends before it starts"))
        return self

    def to_domain(self) -> NewConversation:
        start, end = self.start_timestamp, self.end_timestamp
        return NewConversation(
            kind=Kind.CHAT,
            started_at=start,
            ended_at=end,
            duration_ms=(end - start) // MILLISECOND,
            turns=tuple(message.to_domain(start) for message in self.messages),
            tools=tuple(tool.to_domain(start) for tool in self.tool_invocations or ()),
            external_id=self.external_id,
            trace_id=self.trace_id,
            properties=self.properties or {},
            **self.parties(),
        )
