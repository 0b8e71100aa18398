"""ChatLogger's version 1: POST /api/v1/chats, and the same by organization. Frozen.

Its answers are flat maps of strings where something is wrong (web.faults; contract 4).
"""

from typing import Annotated, Any, Literal

from django.conf import settings
from django.utils import timezone
from pydantic import ConfigDict, Field, model_validator
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated

from chats.receive import receive_chat
from chats.wire import examples
from chats.wire.metadata import ABOUT, OF_CONVERSATION, OF_DETAILS
from conversations.models import Kind
from conversations.new import NewConversation
from organizations.actors import Actor
from organizations.authentication import recognise
from web import query
from web.answers import Out, example
from web.api import ApiView, at, read
from web.faults import Fault
from web.fields import Wire, WireInt, WireList, WireNumber, WireText, parse_properties
from web.openapi.describe import bare, describe

UNSIGNED = 2**64 - 1
# What the original makes of a required field that is not there (contract 4.5 a)
ABSENT = {"title": "Untitled", "tags": [], "metadata": {}}
ABSENT_METADATA = {
    "avg_response_time": 0.0,
    "is_escalated": False,
    "is_forwarded_to_hr": False,
    "token_count": 0,
    **dict.fromkeys(
        "country_code ip_address language_code question_category sentiment session_id"
        " transcript_link".split(),
        "",
    ),
}


class ChatLoggerShape(Wire):
    """snake_case outside as well."""

    model_config = ConfigDict(alias_generator=None)


def or_absent(value: Any, absent: dict) -> Any:
    """A body whose missing fields are filled in, unless they are to be faults."""
    if settings.CHATLOGGER_STRICT or not isinstance(value, dict):
        return value
    return absent | value


class LoggedMetadataIn(ChatLoggerShape):
    """What is known of a chat (contract 4.1). Other keys are kept as its properties."""

    model_config = ConfigDict(extra="allow")

    avg_response_time: WireNumber(at_least=0)
    """In seconds."""
    country_code: WireText(0, 64)
    """Like NL; not checked."""
    ip_address: WireText(0, 255)
    is_escalated: bool
    is_forwarded_to_hr: bool
    language_code: WireText(0, 64)
    """Like tr; not checked."""
    question_category: WireText(0, 64)
    sentiment: WireText(0, 64)
    session_id: WireText(0, 255)
    token_count: WireInt(at_least=0)
    """Of the whole chat."""
    transcript_link: WireText(0, 2048)
    user_rating: WireInt() | None = None

    @model_validator(mode="before")
    @classmethod
    def fill(cls, value: Any) -> Any:
        return or_absent(value, ABSENT_METADATA)

    @model_validator(mode="after")
    def can_be_kept(self):
        parse_properties(self.model_extra)
        return self


class LoggedChatIn(ChatLoggerShape):
    """A finished chat, without what was said in it."""

    model_config = example(examples.LOGGED)

    title: WireText(1, 255)
    tags: WireList(WireText(0, 255))
    """One that comes twice is kept once."""
    metadata: LoggedMetadataIn
    user_id: WireInt(at_least=0, at_most=UNSIGNED) | None = None
    """Whose chat it was; not there for anonymous ones."""

    @model_validator(mode="before")
    @classmethod
    def fill(cls, value: Any) -> Any:
        return or_absent(value, ABSENT)

    def to_domain(self) -> NewConversation:
        """It begins, ends and is made in one moment: nothing else is known of its times."""
        now, told = timezone.now(), self.metadata
        known_as = (told.session_id, self.user_id)
        return NewConversation(
            kind=Kind.CHAT,
            started_at=now,
            ended_at=now,
            created_at=now,
            duration_ms=0,
            title=self.title,
            properties=told.model_extra,
            known_as=tuple(str(name) for name in known_as if name is not None),
            about=tuple(getattr(told, name) for name in ABOUT),
            **{column: getattr(told, name) for name, column in OF_CONVERSATION.items()},
        )

    def details(self) -> dict:
        """The columns of ChatDetails."""
        kept = {name: getattr(self.metadata, name) for name in OF_DETAILS}
        return {"user_id": self.user_id, **kept}


class LoggedChatOut(Out):
    """A chat was stored."""

    message: Literal["Chat created successfully"]
    chat_id: Annotated[int, Field(ge=1)]
    """Its number in the organization."""


class OrganizationKey(BaseAuthentication):
    """x-organization-api-key decides alone; else Authorization, with or without Bearer."""

    schemes = {
        "organizationKey": {
            "type": "apiKey",
            "in": "header",
            "name": "x-organization-api-key",
            "description": "An API key. Where it is sent, `Authorization` is not looked at.",
        },
        "authorization": {
            "type": "http",
            "scheme": "bearer",
            "description": "An API key as `Authorization: Bearer <key>`, or without `Bearer`.",
        },
    }

    def authenticate(self, request):
        secret = request.headers.get("x-organization-api-key")
        if secret is None:
            secret = request.headers.get("Authorization")
        if secret is None:
            raise NotAuthenticated("API key required")
        scheme, _, rest = secret.strip().partition(" ")
        try:
            return None, recognise(rest.strip() if scheme.lower() == "bearer" else secret.strip())
        except AuthenticationFailed:
            raise AuthenticationFailed("invalid API key") from None

    def authenticate_header(self, request):
        return "Bearer"


SLUG = query.text_parameter("slug", "The organization's slug. Another one's is refused with 403.")


class ChatsView(ApiView):
    route = "/api/v1/chats"
    resource = "ChatLogger"
    content_type = "application/json; charset=utf-8"
    authentication_classes = [OrganizationKey]

    def initial(self, request, slug=None):
        super().initial(request)
        slug = slug or request.GET.get("slug")
        if slug and slug != request.auth.organization.slug:
            # Whether another organization goes by it is nobody's business (contract 4.3)
            message = "this API key cannot access this organization"
            raise Fault(403, "other_organization", message)

    @describe(
        "Create a chat", takes=LoggedChatIn, gives=bare(LoggedChatOut), status=201, query=[SLUG]
    )
    def post(self, request, slug=None):
        """Store a finished chat's title, tags and metadata."""
        chat = read(LoggedChatIn, request)
        conversation = receive_chat(
            request.auth.project,
            chat.to_domain(),
            chat.tags,
            chat.details(),
            by=Actor(api_key=request.auth),
        )
        body: LoggedChatOut = {
            "message": "Chat created successfully",
            "chat_id": conversation.number,
        }
        return self.answer(body, 201)


class OrganizationChatsView(ChatsView):
    route = "/api/v1/orgs/{slug}/chats"
    in_route = {"slug": {"schema": SLUG.schema, "description": SLUG.text}}

    @describe(
        "Create a chat of an organization",
        takes=LoggedChatIn,
        gives=bare(LoggedChatOut),
        status=201,
    )
    def post(self, request, slug):
        """The same as without the organization in the path."""
        return super().post(request, slug)


urlpatterns = [at(ChatsView), at(OrganizationChatsView)]
