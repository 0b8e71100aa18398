"""Changing the properties of a stored conversation: all of the changes or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models.functions import Now

from conversations import document
from conversations.models import Conversation
from conversations.properties import plain_name
from conversations.property_types import learn
from conversations.said import details
from conversations.wordings import stored_of
from organizations.tenancy import within

Value = str | int | float | bool


@dataclass(frozen=True)
class Changed:
    """The properties as they stand now, and the names that were removed, as they were stored."""

    properties: dict
    removed: list[str]


def set_properties(
    conversation: Conversation,
    changes: Mapping[str, Value | None],
    known: Mapping[str, Any] = MappingProxyType({}),
    about: Iterable[str] = (),
) -> Changed:
    """Write and, where the value is None, remove properties; any spelling of a name is replaced.

    The names of changes are to be stored so, and no two are one plain name. known and
    about are of the kind's own columns, as in NewConversation. OtherType where a value's type is
    not the one that the project stores, Conversation.DoesNotExist where it is gone meanwhile.
    """
    with within(conversation.organization):
        stored = stored_of(conversation)
        stored.project = conversation.project
        written = {name: value for name, value in changes.items() if value is not None}
        learn(stored.project, {plain_name(name): value for name, value in written.items()})
        removed = _replace(stored, changes, written)
        if changes:
            stored.updated_at = Now()
            stored.save(update_fields=["properties", "updated_at"])
            document.put_properties(stored, dict(known), details=details(stored, about))
    return Changed(stored.properties, removed)


def _replace(stored, changes, written):
    """Replace what the changes name; what was there, and is no more."""
    named = {plain_name(name) for name in changes}
    kept_names = {plain_name(name) for name in written}
    before = {name: value for name, value in stored.properties.items() if plain_name(name) in named}
    kept = {name: value for name, value in stored.properties.items() if name not in before}
    stored.properties = kept | written
    return [
        name
        for name, value in before.items()
        if value is not None and plain_name(name) not in kept_names
    ]
