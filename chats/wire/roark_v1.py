"""Version 1 of Roark's chat API: its shapes, its views, its URLs. Frozen."""

from browsing.wire.roark_v1 import ListQuery, list_parameters, read_page
from chats.metadata import merged
from chats.receive import receive_chat
from chats.wire import changes, measures, properties
from chats.wire.chat_in import ChatIn
from chats.wire.chat_out import ChatResponse, chat_out, chats_of
from conversations.models import Kind
from conversations.new import Duplicate, NewConversation
from conversations.wire.changes import DeletedOut, delete_one
from conversations.wire.roark_v1 import find, taken
from conversations.wire.transcripts import TranscriptOut, transcript_out
from organizations.authentication import demand
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web.api import at, read
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
        data = chat_out(project, chat, chat.properties)
        return self.answer({"data": data}, 201, about=chat.pk)

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


urlpatterns = [
    at(ChatsView),
    at(ChatView),
    at(ChatTranscriptView),
    *changes.urlpatterns,
    *measures.urlpatterns,
    *properties.urlpatterns,
]
