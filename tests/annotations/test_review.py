"""How far people are with a conversation."""

import pytest

from annotations import review
from annotations.queries import reviewed
from annotations.refused import Invalid
from conversations.models import Conversation, SearchRow


def listed(state):
    return SearchRow.objects.filter(reviewed([state])).exists()


def test_it_is_new_at_first(conversation, within_acme):
    assert listed("new")
    assert Conversation.objects.get().review_state == "new"


def test_it_says_by_whom_and_when(conversation, ada, within_acme):
    assert review.mark(conversation, "reviewed", ada) is True
    row = Conversation.objects.get()
    assert (row.review_state, row.review_by, row.review_by_name) == (
        "reviewed",
        ada.person,
        "Ada Lovelace",
    )
    assert row.review_at
    assert listed("reviewed")
    assert not listed("new")
    assert conversation.review_state == "reviewed"


def test_the_same_state_again_stays_the_first_ones(conversation, ada, bob, within_acme):
    review.mark(conversation, "in_review", ada)
    assert review.mark(conversation, "in_review", bob) is False
    assert Conversation.objects.get().review_by == ada.person


def test_it_can_be_new_again(conversation, ada, within_acme):
    review.mark(conversation, "reviewed", ada)
    assert review.mark(conversation, "new", ada) is True
    assert listed("new")
    assert not listed("reviewed")


def test_it_writes_no_search_row(conversation, ada, statements):
    with statements() as made:
        review.mark(conversation, "reviewed", ada)
    assert made
    assert not [sql for sql in made if "search_row" in sql]


def test_a_state_that_is_none_is_refused(conversation, ada):
    with pytest.raises(Invalid):
        review.mark(conversation, "done", ada)
