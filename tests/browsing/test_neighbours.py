"""[ and ] go through the list that a conversation was opened from."""

from datetime import timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from browsing import neighbours
from tests.factories import NOON
from tests.talk import call, chat

pytestmark = pytest.mark.usefixtures("member")


@pytest.fixture
def chats(project):
    """Five, the newest first; the second and the fourth are about refunds."""
    lines = ["Hello", "My refund", "Hi", "A refund, please", "Good day"]
    return [
        chat(project, line, started_at=NOON - timedelta(minutes=n), ended_at=None)
        for n, line in enumerate(lines)
    ]


def beside(client, conversation, **query):
    response = client.get(f"/o/acme/chats/{conversation.pk}/", query)
    found = response.context["neighbours"]
    return found.previous, found.next, found.place, found.total


def test_in_the_whole_list(client, project, chats):
    call(project, "A call is not among them")
    keys = [conversation.pk for conversation in chats]
    assert beside(client, chats[2]) == (keys[1], keys[3], 3, 5)
    assert beside(client, chats[0]) == (None, keys[1], 1, 5)
    assert beside(client, chats[4]) == (keys[3], None, 5, 5)


def test_in_a_search(client, chats):
    assert beside(client, chats[3], q="refund") == (chats[1].pk, None, 2, 2)


def test_in_the_lists_own_order(client, chats):
    keys = [conversation.pk for conversation in chats]
    assert beside(client, chats[1], sort="started") == (keys[2], keys[0], 4, 5)
    assert beside(client, chats[1], sort="title") == (keys[2], None, 5, 5)  # good … hello, hi, my


def test_the_address_is_kept_on_the_way_and_back(client, chats):
    response = client.get(f"/o/acme/chats/{chats[3].pk}/", {"q": "refund", "turn": "1"})
    assertContains(response, f'href="/o/acme/chats/{chats[1].pk}/?q=refund"')
    assertContains(response, 'href="/o/acme/chats/?q=refund"')
    assertContains(response, "2 of 2 in “refund”")


def test_one_that_does_not_match_any_more_keeps_its_place_between_the_others(client, chats):
    assert beside(client, chats[2], q="refund") == (chats[1].pk, chats[3].pk, 2, 2)


def test_a_list_that_can_not_be_understood_has_none(client, chats):
    assert beside(client, chats[2], sort="colour") == (None, None, None, None)


def test_far_down_the_place_is_not_counted(client, chats, monkeypatch):
    monkeypatch.setattr(neighbours, "FAR", 2)
    response = client.get(f"/o/acme/chats/{chats[4].pk}/")
    assertNotContains(response, "5 of 5")
    assert response.context["neighbours"].previous == chats[3].pk


def test_a_fragment_asks_for_none(htmx, chats, statements):
    with statements() as made:
        htmx(f"/o/acme/chats/{chats[2].pk}/")
    assert not [sql for sql in made if "ROW(" in sql]
