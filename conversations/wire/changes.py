"""Version 1 of Roark's API: what changes a chat or a call alike (contract 1.10, 5.33). Frozen."""

from typing import Literal

from django.db.models import QuerySet

from conversations.delete import delete
from conversations.models import Conversation
from conversations.wire.roark_v1 import path_id
from organizations.models import ApiKey
from web.answers import Out, Uuid
from web.faults import not_found


class DeletedOut(Out):
    """It is gone, with all that hung on it."""

    id: Uuid
    deleted: Literal[True]


def delete_one(key: ApiKey, rows: QuerySet[Conversation], id: str, what: str) -> DeletedOut:
    """Delete the one of these rows that a path names; 404 if there is none."""
    gone = delete(key.organization, rows.filter(pk=path_id(id, what)), key)
    if not gone:
        raise not_found(what)
    return {"id": str(gone[0]), "deleted": True}
