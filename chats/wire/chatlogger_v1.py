"""ChatLogger's version 1: chats with their title, tags, metadata and messages. Frozen.

Each stands below an organization's slug as well. Answers are flat maps of strings where something
is wrong (web.faults; contract 4).
"""

from dataclasses import replace
from functools import wraps
from typing import Literal

from annotations.refused import Gone, Refused
from chats.change import ChatChanges, change_chat
from chats.metadata import OF_CONVERSATION, OF_DETAILS
from chats.receive import receive_chat
from chats.wire import logins
from chats.wire.logged_in import ABSENT_METADATA, ChangedChatIn, LoggedChatIn, LoggedMessageIn
from chats.wire.logged_out import (
    LoggedOut,
    Number,
    find_logged,
    gone,
    logged_out,
    messages_out,
    newest,
)
from chats.wire.organization_key import OrganizationKey
from conversations.delete import delete
from conversations.extend import extend
from conversations.models import Conversation, Turn
from conversations.new import NewTurn
from organizations.access import Act, may
from organizations.actors import Actor
from organizations.models import ApiKey
from organizations.tenancy import within
from organizations.visitors import Visitor
from web import query
from web.answers import Out
from web.api import ApiView, at, read
from web.faults import Fault, invalid_field
from web.openapi.describe import bare, describe, operation_of

SLUG = query.text_parameter("slug", "The organization's slug. Another one's is refused with 403.")
BOTH = {"true": True, "false": False}
MESSAGES = query.choice_parameter(
    "include_messages", BOTH, "Whether to answer what was said.", default="false"
)


class LoggedChatOut(Out):
    """A chat was stored."""

    message: Literal["Chat created successfully"]
    chat_id: Number
    """Its number in the organization."""


class DeletedChatOut(Out):
    """A chat was deleted, with all that hung on it."""

    message: Literal["Chat deleted successfully"]


class StoredMessageOut(Out):
    """A message was stored."""

    message: Literal["Message created successfully"]
    message_id: Number
    """Its number in the chat."""


class ChatLoggerView(ApiView):
    """An endpoint of ChatLogger's. request.auth is the key, or who else calls."""

    resource = "ChatLogger"
    content_type = "application/json; charset=utf-8"
    authentication_classes = [OrganizationKey]
    in_route = {
        "chat_id": {"schema": {"type": "integer", "minimum": 1}, "description": "Its number."}
    }

    def initial(self, request, slug=None, **kwargs):
        super().initial(request)
        slug = slug or request.GET.get("slug")
        if slug and slug != request.auth.organization.slug:
            # Whether another organization goes by it is nobody's business (contract 4.3)
            message = "this API key cannot access this organization"
            raise Fault(403, "other_organization", message)


class ChatsView(ChatLoggerView):
    route = "/api/v1/chats"

    @describe(
        "Create a chat", takes=LoggedChatIn, gives=bare(LoggedChatOut), status=201, query=[SLUG]
    )
    def post(self, request, slug=None):
        """Store a finished chat's title, tags and metadata."""
        chat = of_caller(request.auth, read(LoggedChatIn, request))
        conversation = receive_chat(
            request.auth.project,
            chat.to_domain(),
            chat.tags,
            chat.details(),
            by=actor(request.auth),
        )
        body: LoggedChatOut = {
            "message": "Chat created successfully",
            "chat_id": conversation.number,
        }
        return self.answer(body, 201, about=conversation.pk)

    @describe(
        "List chats",
        gives=bare(list[LoggedOut]),
        query=[query.limit_parameter(), query.offset_parameter(), SLUG],
    )
    def get(self, request, slug=None):
        """The chats of the project, the newest first, those of other APIs too."""
        limit, offset = query.limit(request.GET), query.offset(request.GET)
        project = request.auth.project
        with within(project.organization):
            chats = newest(project, limit, offset)
            body = logged_out(project.organization, chats)
        return self.answer(body)


class ChatView(ChatLoggerView):
    route = "/api/v1/chats/{chat_id}"

    @describe("Get a chat", gives=bare(LoggedOut), query=[MESSAGES, SLUG])
    def get(self, request, chat_id, slug=None):
        with_messages = query.choice(request.GET, "include_messages", BOTH, "false")
        with within(request.auth.organization):
            chat = find_logged(request.auth.project, chat_id)
            [body] = logged_out(request.auth.organization, [chat])
            if with_messages:
                body["messages"] = messages_out(chat)
        return self.answer(body)

    @describe("Change a chat", takes=ChangedChatIn, gives=bare(LoggedOut), query=[SLUG])
    def patch(self, request, chat_id, slug=None):
        """Change title, tags or metadata, all of it or nothing. Metadata that are left out stay."""
        changes = as_changes(read(ChangedChatIn, request))
        with within(request.auth.organization):
            chat = find_logged(request.auth.project, chat_id)
            try:
                change_chat(chat, changes, actor(request.auth), may_make_tags(request.auth))
            except (Gone, Conversation.DoesNotExist):
                raise gone() from None
            except Refused as refused:
                raise invalid_field("tags", str(refused)) from None
            [body] = logged_out(
                request.auth.organization, [find_logged(request.auth.project, chat_id)]
            )
        return self.answer(body)

    @describe("Delete a chat", gives=bare(DeletedChatOut), query=[SLUG])
    def delete(self, request, chat_id, slug=None):
        """Delete a chat for good, with all that hangs on it."""
        with within(request.auth.organization):
            chat = find_logged(request.auth.project, chat_id)
            rows = Conversation.objects.of(request.auth.organization).filter(pk=chat.pk)
            if not delete(request.auth.organization, rows, actor(request.auth)):
                raise gone()
        body: DeletedChatOut = {"message": "Chat deleted successfully"}
        return self.answer(body)


class MessagesView(ChatLoggerView):
    route = "/api/v1/chats/{chat_id}/messages"

    @describe(
        "Add a message",
        takes=LoggedMessageIn,
        gives=bare(StoredMessageOut),
        status=201,
        query=[SLUG],
    )
    def post(self, request, chat_id, slug=None):
        """Store what was said just now. A `system` message is kept as the agent's."""
        sent = read(LoggedMessageIn, request)
        with within(request.auth.organization):
            chat = find_logged(request.auth.project, chat_id)
            number = say(chat, sent.to_domain(chat))
        body: StoredMessageOut = {"message": "Message created successfully", "message_id": number}
        return self.answer(body, 201, about=chat.pk)


def actor(caller: ApiKey | Visitor) -> Actor:
    if isinstance(caller, Visitor):
        return Actor(person=caller.person)
    return Actor(api_key=caller)


def of_caller(caller: ApiKey | Visitor, chat: LoggedChatIn) -> LoggedChatIn:
    """A chat that a member sends is theirs, whatever it says (contract 4.2)."""
    if isinstance(caller, Visitor):
        return chat.model_copy(update={"user_id": caller.person.pk})
    return chat


def may_make_tags(caller: ApiKey | Visitor) -> bool:
    return not isinstance(caller, Visitor) or may(caller.membership, Act.MANAGE_TAGS)


def say(chat: Conversation, turn: NewTurn) -> int:
    """Add a turn; its number. The same words again within a millisecond are the same turn."""
    try:
        extend(chat, [turn])
    except Conversation.DoesNotExist:
        raise gone() from None
    rows = Turn.objects.of(chat.organization).filter(conversation=chat, start_ms=turn.start_ms)
    rows = rows.filter(role=turn.role, text=turn.text)
    return rows.order_by("number").values_list("number", flat=True)[0]


def as_changes(sent: ChangedChatIn) -> ChatChanges:
    told = sent.metadata
    return ChatChanges(
        title=sent.title,
        tags=sent.tags,
        columns=told.sent(OF_CONVERSATION) if told else {},
        details=told.sent(OF_DETAILS) if told else {},
        properties=told.model_extra if told else {},
        blank={name: ABSENT_METADATA[name] for name in OF_DETAILS},
    )


def of_an_organization(view: type[ChatLoggerView]) -> type[ChatLoggerView]:
    """The same endpoint below the slug of an organization."""
    route = view.route.replace("/chats", "/orgs/{slug}/chats")
    slug = {"slug": {"schema": SLUG.schema, "description": SLUG.text}}
    described = {"route": route, "in_route": view.in_route | slug}
    for method in ("get", "post", "patch", "delete"):
        if told := operation_of(view, method):
            described[method] = again(getattr(view, method), told)
    return type(f"Organization{view.__name__}", (view,), described)


def again(method, told):
    @wraps(method)
    def of_one(self, request, slug, **kwargs):
        return method(self, request, slug=slug, **kwargs)

    of_one.operation = replace(
        told,
        summary=f"{told.summary} of an organization",
        text="The same as without the organization in the path.",
        query=tuple(parameter for parameter in told.query if parameter is not SLUG),
    )
    return of_one


VIEWS = (ChatsView, ChatView, MessagesView)
urlpatterns = [
    *logins.urlpatterns,
    *map(at, VIEWS),
    *(at(of_an_organization(view)) for view in VIEWS),
]
