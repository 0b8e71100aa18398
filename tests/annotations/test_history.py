"""Who did what to a conversation, and when."""

import pytest
from django.db import ProgrammingError, connection

from annotations import history, notes, review, score_configs, scores
from annotations.annotate import tag, untag
from annotations.places import Place
from annotations.score_configs import Wording
from conversations.tasks import write_insights
from conversations.titles import rename
from organizations.actors import Actor
from organizations.audit import record
from organizations.models import AuditEvent
from organizations.tenancy import within
from web.keyset import BadCursor


def acts(conversation, **options):
    return [(one.act, one.who) for one in history.page(conversation, **options).happenings]


def test_people_keys_and_generators_stand_in_one_list(
    acme, conversation, ada, program, within_acme
):
    write_insights(acme.pk)
    [tagging] = tag(conversation, ["vip"], program, Place(turn=1))
    untag(tagging, ada)
    note = notes.write(conversation, "Hm", ada)
    notes.edit(note, "Hm!", ada)
    notes.resolve(note, ada)
    config = score_configs.make(acme, "boolean", "conversation", Wording("Solved"), ada)
    scores.score(conversation, config, True, Actor(generator="judge"))
    review.mark(conversation, "reviewed", ada)
    rename(conversation, "A late parcel", ada.person)
    assert set(acts(conversation)) == {
        ("title.changed", "Ada Lovelace"),
        ("review.changed", "Ada Lovelace"),
        ("score.given", "judge"),
        ("note.resolved", "Ada Lovelace"),
        ("note.edited", "Ada Lovelace"),
        ("note.written", "Ada Lovelace"),
        ("conversation.untagged", "Ada Lovelace"),
        ("conversation.tagged", "CRM"),
        ("insight.written", "extractive"),
        ("conversation.received", ""),
    }


def test_a_happening_says_what_it_was_about(conversation, program, within_acme):
    tag(conversation, ["vip", "late"], program, Place(turn=1))
    newest = history.page(conversation).happenings[0]
    assert (newest.source, newest.detail) == ("api", {"tags": ["vip", "late"], "turn": 1})


def test_a_score_in_words_is_told_with_the_one_before(acme, conversation, ada, within_acme):
    config = score_configs.make(acme, "text", "conversation", Wording("Why"), ada)
    for words in ("It was late", "It never came"):
        scores.score(conversation, config, words, ada)
    scores.withdraw(scores.current(conversation)[0], ada)
    told = [one.detail for one in history.page(conversation, limit=3).happenings]
    assert told == [
        {"config": "Why", "turn": None, "value": value, "before": before}
        for value, before in (
            (None, "It never came"),
            ("It never came", "It was late"),
            ("It was late", None),
        )
    ]


def test_pages_follow_one_another_without_gap_or_double(acme, conversation, ada, within_acme):
    write_insights(acme.pk)
    for number in range(7):  # all of them in one moment of the database
        notes.write(conversation, f"n {number}", ada)
    whole = history.page(conversation).happenings
    found, cursor = [], None
    while True:
        page = history.page(conversation, before=cursor, limit=2)
        found += page.happenings
        cursor = page.older
        if not cursor:
            break
    assert found == whole
    assert len(found) == 9


def test_another_conversations_history_is_not_shown(theirs, conversation, ada, within_acme):
    notes.write(conversation, "Hm", ada)
    assert [act for act, _ in acts(theirs)] == ["conversation.received"]


@pytest.mark.parametrize("cursor", ["x", "é", "W10=", "WzEsMiwzXQ=="])
def test_what_is_no_cursor_is_refused(conversation, within_acme, cursor):
    with pytest.raises(BadCursor):
        history.page(conversation, before=cursor)


def test_it_costs_three_statements_however_long(conversation, ada, statements, within_acme):
    for number in range(20):
        notes.write(conversation, f"n {number}", ada)
    with statements() as made:
        assert len(history.page(conversation).happenings) == 21
    assert len(made) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(act="nothing.happened"),
        lambda rows: rows._raw_delete("default"),
    ],
)
def test_the_database_refuses_to_change_what_happened(acme, change):
    record(acme, None, "member.joined", "Ada")
    with pytest.raises(ProgrammingError, match="permission denied"), within(acme):
        change(AuditEvent.objects.of(acme))


def test_the_database_refuses_to_empty_the_table(db):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("TRUNCATE organizations_auditevent")
