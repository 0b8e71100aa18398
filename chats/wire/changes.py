"""Version 1 of Roark's API: what is added to stored chats. Frozen."""

from chats.wire import examples
from chats.wire.chat_in import MessageIn
from chats.wire.chat_out import chats_of
from conversations.wire.changes import AddedOut, add
from conversations.wire.roark_v1 import find
from organizations.authentication import demand
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web.answers import example
from web.api import at, read
from web.fields import Wire, WireList
from web.openapi.describe import describe, one


class MessagesIn(Wire):
    """What was said later, or was told only now."""

    model_config = example({"messages": examples.CHAT["messages"]})

    messages: WireList(MessageIn)
    """Those with the role, start and text of one that is there are skipped."""


class ChatMessagesView(RoarkView):
    route = "/v1/chat/{id}/messages"
    resource = "Chats"

    @describe("Add to a chat", takes=MessagesIn, gives=one(AddedOut))
    def post(self, request, id):
        """Add what was said later. To send it again is safe: it is skipped."""
        sent, key = read(MessagesIn, request), request.auth
        with within(key.organization):
            chat = find(chats_of(key.project), id, "chat")
            turns = [message.to_domain(chat.started_at) for message in sent.messages]
            if any(turn.agent for turn in turns):
                demand(key, "agent:create")
            added = add(chat, "chat", turns=turns)
        return self.answer({"data": added}, about=chat.pk)


urlpatterns = [at(ChatMessagesView)]
