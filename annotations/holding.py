"""What the verbs about annotations share: one writer a conversation, ids made by clients."""

from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction

from annotations.models import Annotation
from annotations.refused import Gone, IdTaken
from conversations.models import Conversation
from organizations.actors import Actor
from organizations.tenancy import within

ID_TAKEN = "_public_id_is_its_own"


@contextmanager
def holding(conversation: Conversation):
    """A transaction in which nobody else annotates the conversation; gives it as it is now.

    Gone if it was deleted. One writer at a time, so that a search document is put whole, a
    score has one current row, and the same client-made id sent twice at once is one row.
    """
    organization = conversation.organization
    with within(organization):
        rows = Conversation.objects.of(organization).filter(pk=conversation.pk)
        fresh = rows.select_for_update(no_key=True).order_by().first()
        if fresh is None:
            raise Gone("The conversation was deleted.")
        fresh.organization = organization
        yield fresh


def same(rows, public_id: UUID | None, by: Actor, conversation=None):
    """The row that the client made by this id before; None if there is none, or no id.

    IdTaken if it is somebody else's, or sits in another conversation.
    """
    found = public_id and rows.filter(public_id=public_id).first()
    if not found:
        return None
    if found.author_key != by.key or (conversation and found.conversation_id != conversation.pk):
        raise IdTaken
    return found


def insert(rows: list):
    """Save new rows of one table; IdTaken if a client-made id is borne by another."""
    if not rows:
        return
    try:
        with transaction.atomic():
            type(rows[0]).objects.bulk_create(rows)
    except IntegrityError as error:
        if ID_TAKEN in str(error):
            raise IdTaken from error
        raise


def authored(by: Actor) -> dict:
    """The columns of an Annotation that say whose it is."""
    return {
        "source": by.source,
        "author": by.person,
        "api_key": by.api_key,
        "generator": by.generator,
        "author_name": by.name,
        "author_key": by.key,
        **by.dated("created_at"),
    }


def authored_row(by: Actor) -> dict:
    """The same by attname, for conversations.insert."""
    told = authored(by)
    keys = {f"{name}_id": told.pop(name) for name in ("author", "api_key")}
    return told | {name: who and who.pk for name, who in keys.items()}


def is_by(annotation: Annotation, by: Actor) -> bool:
    return annotation.author_key == by.key
