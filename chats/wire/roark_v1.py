"""Version 1 of Roark's chat API: its shapes, its views, its URLs. Frozen."""

from datetime import datetime, timedelta

from pydantic import model_validator

from browsing.wire.roark_v1 import ListQuery, list_parameters, read_page
from chats.receive import receive_chat
from chats.wire import examples, measures
from chats.wire.chat_out import ChatResponse, chat_out, chats_of
from chats.wire.metadata import merged
from conversations.models import Kind, Participant
from conversations.new import Duplicate, NewConversation, NewTool, NewTurn
from conversations.wire.changes import DeletedOut, delete_one
from conversations.wire.roark_v1 import (
    LANGUAGE,
    AgentRefIn,
    CustomerIn,
    PartiesIn,
    ToolIn,
    find,
    taken,
)
from conversations.wire.transcripts import TranscriptOut, transcript_out
from organizations.authentication import demand
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web.answers import example
from web.api import at, read
from web.fields import Wire, WireList, WireProperties, WireText, WireTime, fault, refuse, told
from web.keyset import Sort
from web.openapi.describe import describe, many, one

SORTS = {
    "createdAt": Sort("createdAt", "created_at", "time"),
    "startTimestamp": Sort("startTimestamp", "started_at", "time"),
    "endTimestamp": Sort("endTimestamp", "ended_at", "time", nullable=True),
    "duration": Sort("duration", "duration_ms", "number", nullable=True),
    "title": Sort("title", "title_key", "text", nullable=True),
}
SEARCHED = "id, title, summary, messages and notes"
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


class ChatsView(RoarkView):
    route = "/v1/chat"
    resource = "Chats"

    @describe("Create a chat", takes=ChatIn, gives=one(ChatResponse), status=201, faults=[409])
    def post(self, request):
        """Store a chat with what was said in it, all of it or nothing.

        A key without `agent:create` may name no agents, since that may make them.
        """
        new = read(ChatIn, request).to_domain()
        if names_agents(new):
            demand(request.auth, "agent:create")
        project = request.auth.project
        try:
            chat = receive_chat(project, new)
        except Duplicate as duplicate:
            raise taken(duplicate) from None
        return self.answer({"data": chat_out(project, chat, chat.properties)}, 201)

    @describe("List chats", gives=many(ChatResponse), query=list_parameters(SORTS, SEARCHED))
    def get(self, request):
        """The chats of the key's project, page by page: `after` gives the next one."""
        wanted = ListQuery.read(request.GET, SORTS)
        project = request.auth.project
        with within(project.organization):
            keys, pagination = read_page(project, Kind.CHAT, wanted)
            chats = chats_of(project).in_bulk(keys)
        data = [chat_out(project, chats[key], merged(chats[key])) for key in keys if key in chats]
        return self.answer({"data": data, "pagination": pagination})


class ChatView(RoarkView):
    route = "/v1/chat/{id}"
    resource = "Chats"

    @describe("Get a chat", gives=one(ChatResponse))
    def get(self, request, id):
        project = request.auth.project
        with within(project.organization):
            chat = find(chats_of(project), id, "chat")
        return self.answer({"data": chat_out(project, chat, merged(chat))})

    @describe("Delete a chat", gives=one(DeletedOut))
    def delete(self, request, id):
        """Delete a chat for good, with all that hangs on it; its `externalId` is free again."""
        chats = chats_of(request.auth.project)
        return self.answer({"data": delete_one(request.auth, chats, id, "chat")})


class ChatTranscriptView(RoarkView):
    route = "/v1/chat/{id}/transcript"
    resource = "Chats"

    @describe("Get a chat's transcript", gives=one(TranscriptOut))
    def get(self, request, id):
        project = request.auth.project
        with within(project.organization):
            chat = find(chats_of(project), id, "chat")
            transcript = transcript_out(project, chat)
        return self.answer({"data": transcript})


def names_agents(new: NewConversation) -> bool:
    """Whether storing it may make an agent."""
    return bool(new.agents) or any(part.agent for part in (*new.turns, *new.tools))


urlpatterns = [at(ChatsView), at(ChatView), at(ChatTranscriptView), *measures.urlpatterns]
