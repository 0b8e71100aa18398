import pytest
from django.core.management import call_command
from django.db.models.functions import Now

from conversations import tasks
from conversations.insights import due
from conversations.insights.extractive import Extractive
from conversations.insights.write import write
from conversations.models import Conversation, Insight, SearchRow, TitleSource, Turn
from conversations.new import NewTool
from organizations import nudge
from organizations.models import Due
from organizations.tenancy import within
from tests.talk import call, chat

LINES = (
    "Hello!",
    "I would like to return the oak table from order 48213 for a refund",
    "agent: I can help with that. What is wrong with it?",
    "One leg is cracked",
    "agent: Your refund of 186.40 will reach your card by Friday.",
    "Thanks",
)
TITLE = "Return the oak table from order 48213 for a refund"


def insights(acme):
    with within(acme):
        return list(Insight.objects.order_by("pk"))


def test_title_is_the_request_and_summary_ends_with_the_outcome(acme, project):
    conversation = chat(project, *LINES, tools=(NewTool("FindOrder", {}, {}, 25_000),))
    tasks.write_insights(acme.pk)
    with within(acme):
        conversation.refresh_from_db()
        assert conversation.title == TITLE
        assert conversation.title_source == TitleSource.GENERATED
        assert conversation.summary == (
            f"{LINES[1]}. Done: find order. Outcome: {LINES[4].removeprefix('agent: ')}"
        )


def test_each_sentence_names_the_turns_it_rests_on(acme, project):
    chat(project, *LINES)
    tasks.write_insights(acme.pk)
    with within(acme):
        numbers = dict(Turn.objects.values_list("pk", "number"))
    rests_on = [[numbers[key] for key in s["turns"]] for s in insights(acme)[0].sentences]
    assert rests_on == [[2], [5]]


def test_provenance_is_kept(acme, project):
    chat(project, *LINES)
    tasks.write_insights(acme.pk)
    insight = insights(acme)[0]
    assert (insight.generator, insight.version) == ("extractive", Extractive.version)
    assert len(insight.input_hash) == 64


def test_twice_is_as_good_as_once(acme, project):
    conversation = chat(project, *LINES)
    tasks.write_insights(acme.pk)
    with within(acme):
        due.ask([conversation])
        due.ask([conversation])
    tasks.write_insights(acme.pk)
    assert len(insights(acme)) == 1
    assert not Due.objects.exists()


def test_a_title_that_was_sent_stays_and_a_persons_too(acme, project):
    sent = chat(project, *LINES, title="As sent")
    named = chat(project, *LINES)
    with within(acme):
        Conversation.objects.filter(pk=named.pk).update(title="Mine", title_source="person")
    tasks.write_insights(acme.pk)
    with within(acme):
        titles = Conversation.objects.in_bulk([sent.pk, named.pk])
    assert titles[sent.pk].title == "As sent"
    assert titles[named.pk].title == "Mine"
    assert titles[named.pk].summary


def test_a_batch_shows_each_its_own(acme, project):
    asked = [f"I want the money back for my order of {day}" for day in ("Monday", "Tuesday")]
    made = [chat(project, "Hello", line, rating=n) for n, line in enumerate(asked)]
    tasks.write_insights(acme.pk)
    with within(acme):
        titles = [Conversation.objects.get(pk=c.pk).title for c in made]
        rows = SearchRow.objects.in_bulk([c.pk for c in made])
    assert titles == ["Money back for my order of Monday", "Money back for my order of Tuesday"]
    assert [rows[c.pk].title_key for c in made] == [title.lower() for title in titles]
    assert [rows[c.pk].rating for c in made] == [0, 1]
    assert ["tuesday" in rows[c.pk].tokens for c in made] == [False, True]


def test_statements_of_a_batch_do_not_grow(acme, project, statements):
    chat(project, *LINES)
    with statements() as for_one:
        due.write_batch(acme)
    for n in range(20):
        chat(project, *LINES, f"agent: word{n}")
    with statements() as for_twenty:
        due.write_batch(acme)
    assert len(for_twenty) == len(for_one)


def test_what_was_written_is_searched(acme, project):
    chat(project, *LINES, tools=(NewTool("FindOrder", {}, {}, 25_000),))
    tasks.write_insights(acme.pk)
    with within(acme):
        row = SearchRow.objects.get()
        assert "find order" in row.about
        assert row.title_key == TITLE.lower()


def test_a_vanished_conversation_and_organization_are_no_trouble(acme, project):
    conversation = chat(project, *LINES)
    with within(acme):
        Conversation.objects.filter(pk=conversation.pk).delete()
    tasks.write_insights(acme.pk)
    tasks.write_insights(acme.pk + 1000)
    assert not Due.objects.exists()


class Dying:
    """A generator in the middle of whose work the worker is killed."""

    name = version = "dying"

    def write(self, dialogue):
        raise SystemExit


def test_what_a_dying_worker_held_is_still_due_and_nothing_is_half_done(acme, project):
    chat(project, *LINES)
    with pytest.raises(SystemExit):
        due.write_batch(acme, Dying())
    assert Due.objects.count() == 1
    assert insights(acme) == []
    tasks.write_insights(acme.pk)
    assert len(insights(acme)) == 1


def choke(generator, dialogue, write=Extractive.write):
    """An offline generator that breaks on an oak table."""
    if "oak" in dialogue.lines[1].text:
        raise ZeroDivisionError
    return write(generator, dialogue)


class Choking:
    name, version, write = "choking", "1", choke


def test_a_conversation_that_breaks_a_generator_is_written_by_the_offline_one(acme, project):
    chat(project, *LINES)
    chat(project, "Hello", "I want my money back")
    due.write_batch(acme, Choking())
    found = {insight.generator: insight.note for insight in insights(acme)}
    assert found == {"choking": None, "extractive": "Instead of choking, which broke."}
    assert not Due.objects.exists()


def test_one_that_breaks_the_offline_generator_too_holds_up_no_others(
    acme, project, monkeypatch, caplog
):
    monkeypatch.setattr(Extractive, "write", choke)
    broken = chat(project, *LINES)
    other = chat(project, "Hello", "I want my money back")
    assert [due.write_batch(acme), due.write_batch(acme)] == [2, 0]
    assert [insight.conversation_id for insight in insights(acme)] == [other.pk]
    assert f"No generator can write a title for {broken.pk}" in caplog.text
    monkeypatch.undo()
    Due.objects.update(at=Now())  # an hour has passed
    assert due.write_batch(acme) == 1
    assert not Due.objects.exists()


def test_more_than_a_batch_is_written(acme, project, monkeypatch):
    monkeypatch.setattr(due, "BATCH", 2)
    for n in range(5):
        chat(project, f"I want my money back for order number {n}")
    tasks.write_insights(acme.pk)
    assert len(insights(acme)) == 5


def test_one_organizations_work_does_not_touch_anothers(acme, rival, project):
    chat(project, *LINES)
    tasks.write_insights(rival.pk)
    assert Due.objects.of(acme).count() == 1


def test_the_command_writes_what_is_due(acme, project, capsys):
    call_command("insights", "--due")
    chat(project, *LINES)
    call(project, *LINES)
    call_command("insights", "--due", "--organization", "acme")
    assert capsys.readouterr().out.splitlines() == ["0 written", "2 written"]


def test_a_dead_broker_does_not_hinder_an_arrival(
    acme, project, dead_broker, django_capture_on_commit_callbacks
):
    with dead_broker(), django_capture_on_commit_callbacks(execute=True):
        chat(project, *LINES)
    assert Due.objects.count() == 1
    assert nudge._silent_until > 0


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("請問我的訂單什麼時候會到？", "agent: 明天。"), "我的訂單什麼時候會到？"),
        (("Merhaba", "Siparişim gelmedi, ne oldu?"), "Siparişim gelmedi"),
        (("?",), "?"),
        (("agent: Is anybody there, please?",), "Nothing asked"),
    ],
)  # fmt: skip
def test_titles_in_other_languages_and_of_little(acme, project, lines, title):
    conversation = chat(project, *lines)
    with within(acme):
        write(acme, [conversation.pk])
        conversation.refresh_from_db()
    assert conversation.title == title
