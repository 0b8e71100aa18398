"""Version 1 of Roark's API: PATCH /v1/chat/{id}/properties, as of calls. Frozen."""

from chats.metadata import about, known_of
from chats.wire.chat_out import chats_of
from conversations.models import Conversation
from conversations.properties import plain_name
from conversations.wire.collection import demand_metrics
from conversations.wire.properties import ChangedOut, PropertyChangesIn, change
from conversations.wire.roark_v1 import find
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web.answers import Anything, Uuid
from web.api import at, json_path, read
from web.faults import invalid
from web.openapi.describe import describe, one


class ChatPropertiesOut(ChangedOut):
    """What became of the changes to a chat."""

    chatId: Uuid
    properties: Anything
    """All of the chat's; those that were written now where the key lacks `chat:read`."""


class ChatPropertiesView(RoarkView):
    route = "/v1/chat/{id}/properties"
    resource = "Chats"

    @describe(
        "Change a chat's properties",
        takes=PropertyChangesIn,
        gives=one(ChatPropertiesOut),
        faults=[409],
    )
    def patch(self, request, id):
        """Write or remove properties, all of them or none. Their names are stored as sent.

        A property keeps the type that it was first stored with in the project.
        """
        sent, key = read(PropertyChangesIn, request), request.auth
        demand_metrics(key, sent)
        with within(key.organization):
            chat = find(chats_of(key.project), id, "chat")
            refuse_known(chat, sent.properties)
            data = change(key, chat, sent, known=known_of(chat), about=about(chat))
        return self.answer({"data": data})


def refuse_known(chat: Conversation, changes: dict):
    """400 for what stands in columns of a chat of ChatLogger's (contract 4.5 g)."""
    known = {plain_name(name) for name in known_of(chat)}
    told = "This is of ChatLogger's metadata"
    faults = [
        {"path": json_path(["properties", name]), "message": told}
        for name in changes
        if plain_name(name) in known
    ]
    if faults:
        raise invalid(faults)


urlpatterns = [at(ChatPropertiesView)]
