"""Changing a stored chat as ChatLogger's API does: title, tags and metadata (contract 4.5 h)."""

from dataclasses import dataclass, field

from django.db.models.functions import Now

from annotations.annotate import retag
from chats.metadata import about, known_of
from chats.models import ChatDetails
from conversations import document, titles
from conversations.models import Conversation, Participant
from conversations.said import details, who
from conversations.wordings import stored_of
from organizations.actors import Actor
from organizations.tenancy import within


@dataclass(frozen=True)
class ChatChanges:
    """What is to change: columns of the conversation and of its ChatDetails, and properties.

    A property that is None is removed. title and tags are None where they stay. blank are the
    ChatDetails of a chat that has none yet.
    """

    title: str | None = None
    tags: list[str] | None = None
    columns: dict = field(default_factory=dict)
    details: dict = field(default_factory=dict)
    properties: dict = field(default_factory=dict)
    blank: dict = field(default_factory=dict)


def change_chat(chat: Conversation, changes: ChatChanges, by: Actor, may_make_tags: bool = True):
    """Make all of the changes or none.

    Conversation.DoesNotExist or Gone where the chat was deleted, Refused where a tag can't be put.
    """
    with within(chat.organization):
        if changes.tags is not None:
            retag(chat, changes.tags, by, may_make_tags)
        if changes.title is not None:
            _retitle(chat, changes.title, by)
        if changes.columns or changes.details or changes.properties:
            _describe(stored_of(chat), changes)


def _retitle(chat, title, by):
    """A person's title stands above those of APIs."""
    if by.person:
        titles.rename(chat, title, by.person)
    else:
        titles.send(chat, title)


def _describe(stored, changes):
    for column, value in changes.columns.items():
        setattr(stored, column, value)
    properties = stored.properties | changes.properties
    stored.properties = {name: value for name, value in properties.items() if value is not None}
    stored.updated_at = Now()
    stored.save(update_fields=[*changes.columns, "properties", "updated_at"])
    stored.chat_details = kept = _keep_details(stored, changes)
    document.put_properties(
        stored, known_of(stored), details=details(stored, about(stored)), who=_who(stored, kept)
    )


def _keep_details(stored, changes):
    """The chat's ChatDetails as they are now; None if it has none, and needs none."""
    rows = ChatDetails.objects.of(stored.organization).filter(pk=stored.pk)
    known = rows.first()
    if known is None and (changes.details or changes.columns):
        known = ChatDetails(organization=stored.organization, conversation=stored, **changes.blank)
        known.save(force_insert=True)
    if changes.details:
        rows.update(**changes.details)
        known.refresh_from_db()
    return known


def _who(stored, known):
    took_part = Participant.objects.of(stored.organization).filter(conversation=stored)
    ids = (known.session_id, known.user_id) if known else ()
    known_as = [str(id) for id in ids if id not in (None, "")]
    return who(stored, known_as, took_part.select_related("agent").order_by("number"))
