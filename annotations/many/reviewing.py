"""The review state of many conversations, set in the statements of one, and undone."""

from uuid import UUID

from django.utils import timezone

from annotations.many.holding import Change, hold_all, write_histories
from annotations.refused import Invalid
from conversations.insert import update_all
from conversations.models import Conversation, ReviewState
from organizations.actors import Actor
from organizations.models import Organization, User
from organizations.tenancy import within
from web.values import cursor_time, parse_time

COLUMNS = ["review_state", "review_by_id", "review_by_name", "review_at"]


def mark_all(organization: Organization, keys: list[UUID], state: str, by: Actor) -> Change:
    """Set the state where it is another. Invalid for a state that is none."""
    if state not in ReviewState:
        raise Invalid("state", "There is no such review state.")
    with within(organization):
        held = hold_all(organization, keys)
        changed = [row for row in held.values() if row.review_state != state]
        before = [_before(row) for row in changed]
        at = timezone.now()
        for row in changed:
            row.review_state, row.review_at = ReviewState(state), at
            row.review_by, row.review_by_name = by.person, by.name
        _save(organization, by, changed, before)
    return Change(len(held), len(changed), {"at": cursor_time(at), "before": before})


def undo_mark_all(organization: Organization, record: dict, by: Actor) -> Change:
    """Set back what mark_all set, where nobody has set it since: state, by whom and when."""
    before = {UUID(row["key"]): row for row in record["before"]}
    at = parse_time(record["at"])
    with within(organization):
        held = hold_all(organization, list(before))
        changed = [row for row in held.values() if row.review_at == at]
        now = [_before(row) for row in changed]
        people = {before[row.pk]["review_by_id"] for row in changed} - {None}
        there = set(User.objects.filter(pk__in=people).values_list("pk", flat=True))
        for row in changed:
            _set_back(row, before[row.pk], there)
        _save(organization, by, changed, now)
    return Change(len(held), len(changed))


def _before(row):
    at = row.review_at and cursor_time(row.review_at)
    told = {name: getattr(row, name) for name in COLUMNS}
    return {**told, "key": str(row.pk), "review_at": at}


def _set_back(row, before, people):
    row.review_state, row.review_by_name = before["review_state"], before["review_by_name"]
    row.review_by_id = before["review_by_id"] if before["review_by_id"] in people else None
    row.review_at = before["review_at"] and parse_time(before["review_at"])


def _save(organization, by, changed, before):
    rows = [{"id": row.pk} | {name: getattr(row, name) for name in COLUMNS} for row in changed]
    update_all(Conversation, organization, rows)
    told = [
        (row, {"from": was["review_state"], "to": row.review_state})
        for was, row in zip(before, changed, strict=True)
    ]
    write_histories(organization, by, "review.changed", told)
