"""Turns and tools that come later than their conversation."""

import pytest
from pytest_django.asserts import assertContains

from conversations.extend import extend
from conversations.models import Conversation, Insight, Participant, SearchRow, Turn
from conversations.new import AgentRef, NewCustomer, NewTool, NewTurn, Role
from conversations.tasks import write_insights
from organizations.models import Due
from organizations.tenancy import within
from tests.talk import chat, turn

LINES = ("I want to return my oak table", "agent: What is the number of your order?")


@pytest.fixture
def conversation(project):
    return chat(project, *LINES)


@pytest.fixture
def all_of(acme):
    def all_of(model, *order):
        with within(acme):
            return list(model.objects.of(acme).order_by(*order))

    return all_of


def test_new_turns_get_the_next_numbers_and_the_reading_order_follows_time(conversation, all_of):
    assert extend(conversation, [turn("48213", 20_000), turn("Hello?", 5_000)]) == 2
    read = [(t.number, t.text) for t in all_of(Turn, "start_ms", "number")]
    assert read == [(1, LINES[0]), (4, "Hello?"), (2, LINES[1][7:]), (3, "48213")]
    [stored] = all_of(Conversation)
    assert stored.turn_count == 4


def test_doubles_are_skipped_also_within_what_came(conversation, all_of):
    again = [turn(LINES[0], 0), turn("48213", 20_000), turn("48213", 20_000)]
    assert extend(conversation, again) == 1
    assert extend(conversation, again) == 0
    assert len(all_of(Turn)) == 3


def test_it_is_found_by_its_new_words_and_still_by_the_old(client, member, conversation):
    extend(conversation, [turn("It is a zebra", 20_000)])
    for words in ("zebra", "oak"):
        assertContains(client.get(f"/o/acme/chats/?q={words}"), str(conversation.pk))


def test_it_lasts_until_the_last_of_what_came(conversation, all_of):
    extend(conversation, [turn("Still there?", 400_000)])
    [stored] = all_of(Conversation)
    assert stored.duration_ms == 400_000
    assert (stored.ended_at - stored.started_at).total_seconds() == 400
    [row] = all_of(SearchRow)
    assert (row.turn_count, row.duration_ms) == (3, 400_000)


def test_a_stale_insight_renews_itself(acme, conversation, all_of, client, member):
    write_insights(acme.pk)
    extend(conversation, [turn("agent: Your refund of €186.40 is on its way.", 20_000)])
    page = f"/o/acme/chats/{conversation.pk}/"
    assertContains(client.get(page), "are being written")
    write_insights(acme.pk)
    assert [insight.turn_count for insight in all_of(Insight, "pk")] == [2, 3]
    assertContains(client.get(page), "186.40")
    assert not Due.objects.of(acme).exists()


def test_an_insight_that_was_not_renewed_yet_tells_how_many_turns_came(
    acme, conversation, client, member
):
    write_insights(acme.pk)
    extend(conversation, [turn("48213", 20_000)])
    Due.objects.of(acme).delete()
    assertContains(
        client.get(f"/o/acme/chats/{conversation.pk}/"), "1 turn came after this was written"
    )


def test_speakers_join_once(conversation, all_of):
    bo, ann = AgentRef(custom_id="bo"), NewCustomer("+14155550100", "Ann")
    said = [
        NewTurn(Role.AGENT, "Bo here", 20_000, agent=bo),
        NewTurn(Role.CUSTOMER, "Ann here", 30_000, customer=ann),
        NewTurn(Role.AGENT, "Bo again", 40_000, agent=bo),
    ]
    extend(conversation, said)
    extend(conversation, [NewTurn(Role.AGENT, "Bo still", 50_000, agent=bo)])
    assert [(p.number, p.role) for p in all_of(Participant, "number")] == [
        (1, "agent"),
        (2, "customer"),
    ]
    assert all(t.participant_id for t in all_of(Turn, "number")[2:])


def test_tools_are_added_once_by_name_and_time(conversation):
    tool = NewTool("refund", {"order": "48213"}, "done", 20_000, 21_000)
    assert extend(conversation, tools=[tool, tool]) == 1
    assert extend(conversation, tools=[tool]) == 0


def test_a_conversation_without_words_gets_a_title(project, all_of):
    extend(chat(project), [turn("Where is my parcel?")])
    [stored] = all_of(Conversation)
    assert stored.title == "Where is my parcel?"


@pytest.mark.parametrize("turns", [1, 20])
def test_the_statements_do_not_grow_with_the_turns(conversation, turns, statements):
    with statements() as made:
        extend(conversation, [turn(f"Line {n}", 20_000 + n) for n in range(turns)])
    assert len(made) <= 20
