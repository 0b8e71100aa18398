"""What came to a list since it was shown, and what was written, without reading it again."""

from uuid import UUID

from uuid_utils.compat import uuid7

from browsing.lists import ListQuery, with_people
from conversations.models import Conversation
from organizations.models import Due

AT_MOST = 50


def now() -> UUID:
    """The key that a conversation arriving now would get: keys are UUIDv7."""
    return uuid7()


def newer_than(query: ListQuery, key: UUID) -> int:
    """How many of the list arrived after that one, up to AT_MOST; reads the key's index alone."""
    arrived = query.rows.filter(conversation_id__gt=key)
    return len(arrived.values_list("conversation_id")[:AT_MOST])


def being_written(organization, keys: list[UUID]) -> set[UUID]:
    """Which of these conversations still wait for their title and summary."""
    due = Due.objects.of(organization).filter(what=Due.INSIGHT, key__in=keys)
    return set(due.values_list("key", flat=True))


def written(organization, text: str) -> list[Conversation]:
    """Of the conversations that a page waits for, as keys parted by commas, those that are done."""
    keys = [key for key in map(_key, text.split(",")[:AT_MOST]) if key]
    done = set(keys) - being_written(organization, keys) if keys else ()
    return list(with_people(organization).filter(pk__in=done)) if done else []


def _key(text):
    try:
        return UUID(text)
    except ValueError:
        return None
