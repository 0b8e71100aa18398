"""Scores and the review state by the panel, with a script and without."""

from decimal import Decimal
from uuid import UUID

import pytest

from annotations import score_configs, scores
from annotations.models import Score
from organizations.tenancy import within
from tests.annotations.panel.sent import FIVE, ID, text


@pytest.mark.parametrize(
    ("kind", "wording", "value", "kept"),
    [
        ("boolean", {}, "false", False),
        ("choice", {"choices": ["Too late", "On time"]}, "On time", "On time"),
        ("number", FIVE, "4", 4),
        ("number", {"minimum": Decimal(0), "step": Decimal("0.5")}, " 2,5 ", Decimal("2.5")),
        ("text", {}, "Teach it\r\nmore", "Teach it\r\nmore"),
    ],
)
def test_each_kind_of_score_is_given_and_taken_back(post, config, rows, kind, wording, value, kept):
    there = f"scores/{config('Asked', kind, **wording).public_id}/"
    answer = text(post(there, value=value, id=ID))
    assert "Saved" in answer
    assert "Asked: take it back" in answer
    assert [(one.public_id, one.value) for one in rows(Score)] == [(UUID(ID), kept)]
    assert "Asked: back to" in text(post(there, value=""))
    assert [one.is_withdrawn for one in rows(Score) if one.is_current] == [True]


@pytest.mark.parametrize(
    ("kind", "wording", "value", "fault"),
    [
        ("boolean", {}, "maybe", "Say yes or no"),
        ("choice", {"choices": ["a", "b"]}, "c", "Choose one of"),
        ("number", FIVE | {"step": None, "maximum": Decimal(100)}, "101", "At most 100"),
        ("number", FIVE | {"maximum": Decimal(100)}, "2.5", "In steps of 1"),
        ("number", {}, "a lot", "Write a number"),
        ("number", {}, "NaN", "A number below"),
        ("number", {}, "1e999999999", "A number below"),
        ("text", {}, "x" * 5001, "At most 5,000"),
        ("text", {}, "x\0y", "Write something"),
    ],
)
def test_a_refused_score_is_told_beside_the_field_and_stays_in_it(
    post, config, rows, kind, wording, value, fault
):
    answer = text(post(f"scores/{config('Asked', kind, **wording).public_id}/", value=value))
    assert fault in answer
    assert "Not saved" in answer
    assert kind in ("boolean", "choice") or value.strip("\0")[:3] in answer
    assert not rows(Score)


def test_scores_of_a_turn_and_of_the_whole_keep_apart(post, config, tone, rows):
    right = config("Right", "boolean", level="turn")
    assert "Saved" in text(post(f"scores/{right.public_id}/", value="true", turn="1"))
    assert "on a turn" in text(post(f"scores/{right.public_id}/", value="true"))
    assert "as a whole" in text(post(f"scores/{tone.public_id}/", value="3", turn="1"))
    assert len(rows(Score)) == 1


def test_a_second_opinion_stands_beside_the_first(post, conversation, tone, ada):
    scores.score(conversation, tone, Decimal(2), ada)
    answer = text(post(f"scores/{tone.public_id}/", value="5"))
    assert "Ada Lovelace" in answer
    assert ">2<" in answer
    assert 'value="5" aria-keyshortcuts="5" checked' in answer


def test_an_archived_question_shows_its_answers_and_takes_none(post, conversation, tone, ada, htmx):
    scores.score(conversation, tone, Decimal(2), ada)
    score_configs.archive(tone, ada)
    panel = text(htmx(f"/o/acme/conversations/{conversation.pk}/annotate/"))
    assert "No longer asked" in panel
    assert "Ada Lovelace" in panel
    assert "scores/" not in panel
    assert "archived" in text(post(f"scores/{tone.public_id}/", value="3"))


def test_the_review_state_is_set_and_an_unknown_one_refused(post, conversation):
    assert "Review: back to new" in text(post("review/", state="reviewed"))
    assert "back to" not in text(post("review/", state="reviewed"))
    assert "no such review state" in text(post("review/", state="<done>"))
    with within(conversation.organization):
        conversation.refresh_from_db()
    assert conversation.review_state == "reviewed"


def test_without_a_script_an_act_leads_back_and_a_fault_has_its_page(post, conversation, tone):
    back = f"/o/acme/chats/{conversation.pk}/"
    assert post("review/", headers={}, state="reviewed").url == back
    answer = post(f"scores/{tone.public_id}/", headers={}, value="9")
    assert "<title>" in text(answer)
    assert "At most 5" in text(answer)
    assert "unheard" in text(post("tags/", headers={}, name="unheard of"))
