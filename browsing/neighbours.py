"""What stands before and after a conversation in the list that it was opened from."""

from dataclasses import dataclass

from browsing.lists import KEY, ListQuery
from conversations.models import Conversation, SearchRow
from web import keyset

FAR = 500  # rows that are counted to tell its place


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Keys of conversations; place counts from 1 and is None too far down."""

    previous: object | None = None
    next: object | None = None
    place: int | None = None
    total: int | None = None


def neighbours(request, conversation: Conversation) -> Neighbours:
    """In the list that the address describes, by keyset: four statements, or none after a fault."""
    query = ListQuery(request, conversation.kind)
    rows = SearchRow.objects.of(conversation.organization)
    here = rows.only(KEY, query.sort.column).filter(pk=conversation.pk).first()
    if query.faults or here is None:
        return Neighbours()
    cursor = keyset.cursor(query.sort, here)
    before = query.page(cursor, FAR, back=True)
    after = query.page(cursor, 1)
    return Neighbours(
        previous=before.rows[0].pk if before.rows else None,
        next=after.rows[0].pk if after.rows else None,
        place=None if before.has_more else len(before.rows) + 1,
        total=query.count(),
    )
