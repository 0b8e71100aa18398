"""Version 1 of Roark's API: changing the properties of a chat or a call (contract 1.9). Frozen."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema, model_validator

from conversations.models import Conversation
from conversations.properties import plain_name
from conversations.property_types import OtherType
from conversations.set_properties import set_properties
from conversations.wire.collection import CollectedOut, CollectingIn, collected_out
from conversations.wire.roark_v1 import conflict
from organizations.access import granted
from organizations.models import ApiKey
from web.api import json_path
from web.faults import Fault, invalid, not_found
from web.fields import PROPERTY_NAME, fault, parse_properties, refuse

MOST_CHANGED = 100
SET_HERE = frozenset(
    """
    id agent_id call_id chat_id call_direction direction duration duration_ms duration_seconds
    start_timestamp end_timestamp started_at ended_at ended_status created_at updated_at external_id
    interface_type organization_id project_id recording_url trace_id
    """.split()
)
"""What a conversation tells by itself: no property that a caller changes goes by it."""
VALUES = {"type": ["string", "number", "boolean", "null"]}
Changes = Annotated[
    dict,
    PlainValidator(parse_properties),
    WithJsonSchema(
        {
            "type": "object",
            "maxProperties": MOST_CHANGED,
            "propertyNames": {"minLength": 1, "maxLength": PROPERTY_NAME},
            "additionalProperties": VALUES,
        }
    ),
]


class PropertyChangesIn(CollectingIn):
    """What is to change; properties that are left out stay as they are."""

    properties: Changes
    """At most 100. Null removes a property. `planTier` and `plan_tier` are one name."""

    @model_validator(mode="after")
    def are_changes_that_can_be_made(self):
        if len(self.properties) > MOST_CHANGED:
            told = f"Input should have at most {MOST_CHANGED} properties"
            refuse(fault("properties", message=told))
        uses = Counter(map(plain_name, self.properties))
        found = ((name, told_of(name, value, uses)) for name, value in self.properties.items())
        refuse(*(fault("properties", name, message=message) for name, message in found if message))
        return self


def told_of(name: str, value: object, uses: Counter) -> str | None:
    """What is wrong with one change."""
    plain = plain_name(name)
    if not plain:
        return "A name should have a letter or a digit"
    if plain in SET_HERE:
        return f"{plain} is not changed by callers"
    if uses[plain] > 1:
        return f"{plain} is named twice, in two spellings"
    if isinstance(value, dict | list):
        return "Input should be text, a number, true, false or null"
    return None


class ChangedOut(CollectedOut):
    """What became of the changes."""

    updated: list[str]
    """The names that were written, also with the value that they had."""
    removed: list[str]
    """The names that were removed; not those that weren't there."""


def change(
    key: ApiKey,
    conversation: Conversation,
    sent: PropertyChangesIn,
    stored_as: Callable[[str], str] = str,
    shown: Callable[[dict], dict] = dict,
    known: Mapping[str, Any] = MappingProxyType({}),
    about: Iterable[str] = (),
) -> dict:
    """Change the properties, all or none, and answer; 400, 404 or 409 where it can't be done.

    shown is how answers about this kind tell properties; known and about are of its own columns,
    as in NewConversation. A key that may not read is told what it wrote alone.
    """
    kind = conversation.kind
    changes = {stored_as(name): value for name, value in sent.properties.items()}
    try:
        changed = set_properties(conversation, changes, known, about)
    except Conversation.DoesNotExist:
        raise not_found(kind) from None
    except OtherType as other:
        raise other_type(sent.properties, other) from None
    written = shown({name: value for name, value in changes.items() if value is not None})
    reads = f"{kind}:read" in granted(key.scopes)
    return {
        f"{kind}Id": str(conversation.pk),
        "properties": shown({**known, **changed.properties}) if reads else written,
        "updated": list(written),
        "removed": [stored_as(name) for name in changed.removed],
        **collected_out(conversation, sent),
    }


def other_type(sent: dict, other: OtherType) -> Fault:
    """409 where another change came first, else 400 (contract 1.9)."""
    faults = [
        {
            "path": json_path(["properties", name]),
            "message": f"This project stores it as {other.types[plain_name(name)].value}",
        }
        for name in sent
        if plain_name(name) in other.types
    ]
    if other.raced:
        return conflict("property_type_taken", **faults[0])
    return invalid(faults)
