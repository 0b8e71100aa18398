"""What the verbs about many conversations share: holding them, and writing their histories."""

from dataclasses import dataclass, field
from uuid import UUID

from conversations.insert import insert_all
from conversations.models import Conversation
from organizations.actors import Actor
from organizations.audit import event_row
from organizations.models import AuditEvent, Organization


@dataclass(frozen=True)
class Change:
    """What became of some conversations: how many were there, how many were changed.

    record is JSON, from which what was changed can be undone exactly.
    """

    there: int
    changed: int
    record: list | dict = field(default_factory=list)


def hold_all(organization: Organization, keys: list[UUID]) -> dict[UUID, Conversation]:
    """Those that are still there, by key, which nobody else annotates until the transaction ends.

    In the order that all take. Of their columns those that the verbs here need.
    """
    rows = Conversation.objects.of(organization).filter(pk__in=keys).order_by("pk")
    needed = ("kind", "number", "review_state", "review_by", "review_by_name", "review_at")
    held = rows.select_for_update(no_key=True).only("organization", *needed)
    return {row.pk: row for row in held}


def write_histories(organization, by: Actor, act: str, told: list[tuple[Conversation, dict]]):
    """One event a conversation, with what is told of it."""
    common = event_row(organization, by, act)
    insert_all(
        AuditEvent,
        [
            common | {"about": row.reference, "detail": detail, "subject": row.pk}
            for row, detail in told
        ],
    )
