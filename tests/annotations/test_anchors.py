"""The database itself refuses an annotation that sits nowhere, whatever wrote it."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from annotations import score_configs, tags
from annotations.holding import authored
from annotations.models import Note, Score, ScoreConfig, Tagging
from annotations.score_configs import Wording
from conversations.models import Turn
from organizations.tenancy import within
from tests.talk import chat

HASH = "0" * 64
SPAN = {"span_start": 0, "span_end": 5, "quote": "Where", "text_hash": HASH}
TABLES = (Tagging, Note, Score)


def held(organization, change):
    """What the change gives, once the database has looked at all keys."""
    with transaction.atomic(), within(organization):
        given = change()
        connection.check_constraints()
        return given


@pytest.fixture
def put(acme, conversation, ada):
    """put(model, turn=…): insert a row of Ada's past all our checks."""
    tag = tags.make(acme, "vip", ada)
    config = score_configs.make(acme, "boolean", "conversation", Wording("Solved"), ada)
    own = {
        Tagging: {"tag": tag},
        Note: {"body": "Hm"},
        Score: {"config": config, "version": config.current, "boolean": True},
    }

    def insert(model, **columns):
        common = {"organization": acme, "conversation": conversation, **authored(ada)}
        return held(acme, lambda: model.objects.create(**common | own[model] | columns))

    return insert


@pytest.fixture
def turn(acme, conversation):
    with within(acme):
        return Turn.objects.of(acme).get(conversation=conversation, number=1)


@pytest.mark.parametrize("model", TABLES)
def test_every_kind_of_place_is_taken(put, turn, model, within_acme):
    for place in (
        {},
        {"turn": turn},
        {"turn": turn, **SPAN},
        {"start_ms": 0, "end_ms": 1},
        {"turn": turn, **SPAN, "start_ms": 5, "end_ms": 9},
    ):
        put(model, **place).delete()


BROKEN = [
    (SPAN, "span_is_of_a_turn"),
    ({"turn": 1, "span_start": 0, "span_end": 5}, "span_is_whole"),
    ({"turn": 1, "quote": "Where", "text_hash": HASH}, "span_is_whole"),
    ({"turn": 1, **SPAN, "quote": None}, "span_is_whole"),
    ({"turn": 1, **SPAN, "text_hash": None}, "span_is_whole"),
    ({"turn": 1, **SPAN, "span_start": -1, "quote": " Where"}, "span_ends_after_start"),
    ({"turn": 1, **SPAN, "span_start": 5, "quote": ""}, "span_ends_after_start"),
    ({"turn": 1, **SPAN, "quote": "Where is"}, "quote_is_as_long_as_its_span"),
    ({"start_ms": 2, "end_ms": 1}, "time_ends_after_start"),
    ({"start_ms": 2, "end_ms": 2}, "time_ends_after_start"),
    ({"start_ms": -1, "end_ms": 2}, "time_ends_after_start"),
    ({"start_ms": 1}, "time_ends_after_start"),
    ({"end_ms": 1}, "time_ends_after_start"),
    ({"author_key": None}, "author_key"),
    ({"source": "api"}, "author_is_of_its_source"),
    ({"source": "nobody"}, "author_is_of_its_source"),
    ({"generator": "judge"}, "author_is_of_its_source"),
]


@pytest.mark.parametrize("model", TABLES)
def test_what_is_no_place_or_no_author_is_refused(put, turn, ada, model):
    for columns, broken in BROKEN:
        place = columns | ({"turn": turn} if "turn" in columns else {})
        with pytest.raises(IntegrityError, match=broken):
            put(model, **place)


@pytest.mark.parametrize("model", TABLES)
def test_a_turn_of_another_conversation_is_refused(acme, project, theirs, put, model):
    other = chat(project, "Another one")
    for of, conversation in ((acme, other), (theirs.organization, theirs)):
        with within(of):
            turn = Turn.objects.of(of).get(conversation=conversation)
        with pytest.raises(IntegrityError, match="turn_id_tenant_fk"):
            put(model, turn_id=turn.pk)


@pytest.mark.parametrize("model", TABLES)
def test_it_does_not_move_to_another_conversation(acme, project, put, turn, model):
    row, other = put(model, turn=turn), chat(project, "Another one")
    rows = model.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError, match="turn_id_tenant_fk|permission denied"):
        held(acme, lambda: rows.update(conversation=other))


def test_a_reply_in_another_conversation_than_its_thread_is_refused(acme, project, put):
    thread, other = put(Note), chat(project, "Another one")
    put(Note, thread=thread)
    with pytest.raises(IntegrityError, match="thread_id_tenant_fk"):
        put(Note, thread=thread, conversation=other)
    replies = Note.objects.filter(thread=thread)
    with pytest.raises(IntegrityError, match="thread_id_tenant_fk"):
        held(acme, lambda: replies.update(conversation=other))


def test_a_version_of_another_config_is_refused(acme, put, ada):
    kept = put(Score).config
    other = score_configs.make(acme, "boolean", "conversation", Wording("Polite"), ada)
    with pytest.raises(IntegrityError, match="score_version_id_tenant_fk"):
        put(Score, version=other.current, author_key="somebody else")
    rows = ScoreConfig.objects.filter(pk=kept.pk)
    with pytest.raises(IntegrityError, match="scoreconfig_current_id_tenant_fk"):
        held(acme, lambda: rows.update(current=other.current))


def test_a_turn_that_is_annotated_is_not_deleted_by_itself(acme, put, turn):
    put(Note, turn=turn)
    rows = Turn.objects.of(acme).filter(pk=turn.pk)
    with pytest.raises(IntegrityError, match="turn_id_tenant_fk"):
        held(acme, lambda: rows._raw_delete("default"))
