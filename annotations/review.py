"""How far people are with a conversation: new, in review, reviewed."""

from annotations.holding import holding
from annotations.refused import Invalid
from conversations.models import Conversation, ReviewState
from organizations.actors import Actor
from organizations.audit import record

COLUMNS = ["review_state", "review_by", "review_by_name", "review_at"]


def mark(conversation: Conversation, state: str, by: Actor) -> bool:
    """Set the review state, by whom and when; False if it was that already.

    The conversation that was handed in shows it too. Invalid for a state that is none.
    """
    if state not in ReviewState:
        raise Invalid("state", "There is no such review state.")
    with holding(conversation) as fresh:
        before = fresh.review_state
        if before != state:
            fresh.review_state, fresh.review_at = ReviewState(state), by.moment
            fresh.review_by, fresh.review_by_name = by.person, by.name
            fresh.save(update_fields=COLUMNS)
            detail = {"from": before, "to": state}
            record(fresh.organization, by, "review.changed", fresh.reference, detail, fresh.pk)
    for column in COLUMNS:
        setattr(conversation, column, getattr(fresh, column))
    return before != state
