"""Scores: side by side, nothing overwritten."""

from decimal import Decimal
from uuid import UUID

import pytest

from annotations import score_configs, scores
from annotations.models import Score, ScoreConfigVersion
from annotations.places import Place
from annotations.refused import Archived, IdTaken, Invalid, NameTaken, NotYours
from annotations.score_configs import Wording

ID = UUID("0190a1b2-0000-7000-8000-000000000001")
RANGE = Wording("Politeness", minimum=Decimal(1), maximum=Decimal(5), step=Decimal("0.5"))


@pytest.fixture
def polite(acme, ada):
    return score_configs.make(acme, "number", "conversation", RANGE, ada)


@pytest.fixture
def solved(acme, ada):
    return score_configs.make(acme, "boolean", "conversation", Wording("Solved"), ada)


def values(conversation):
    return [(one.by, one.value) for one in scores.current(conversation)]


def test_two_peoples_scores_stand_side_by_side(conversation, polite, ada, bob, within_acme):
    scores.score(conversation, polite, 4, ada)
    scores.score(conversation, polite, 2, bob)
    assert values(conversation) == [("Ada Lovelace", 4), ("Bob", 2)]


def test_an_authors_next_score_makes_the_former_history(
    conversation, polite, ada, bob, within_acme
):
    for value in (4, 2.5):
        scores.score(conversation, polite, value, ada)
    scores.score(conversation, polite, 3, bob)
    assert values(conversation) == [("Ada Lovelace", Decimal("2.5")), ("Bob", 3)]
    assert [one.value for one in scores.history(conversation, polite)] == [3, Decimal("2.5"), 4]


def test_programs_and_people_score_alike(conversation, solved, ada, program, within_acme):
    scores.score(conversation, solved, True, ada)
    scores.score(conversation, solved, False, program)
    assert values(conversation) == [("Ada Lovelace", True), ("CRM", False)]


def test_the_same_value_again_changes_nothing(conversation, solved, ada, within_acme):
    first = scores.score(conversation, solved, True, ada)
    assert scores.score(conversation, solved, True, ada) == first
    assert Score.objects.count() == 1


def test_the_same_id_again_is_the_same_score(conversation, solved, ada, bob, within_acme):
    first = scores.score(conversation, solved, True, ada, public_id=ID)
    scores.score(conversation, solved, False, ada)
    assert scores.score(conversation, solved, True, ada, public_id=ID) == first
    with pytest.raises(IdTaken):
        scores.score(conversation, solved, True, bob, public_id=ID)


def test_a_score_that_is_taken_back_stays_in_history(conversation, solved, ada, within_acme):
    one = scores.score(conversation, solved, True, ada)
    assert scores.withdraw(one, ada) is True
    assert scores.withdraw(one, ada) is False
    assert values(conversation) == []
    assert [row.value for row in scores.history(conversation, solved)] == [None, True]


def test_only_the_author_takes_a_score_back(conversation, solved, ada, bob):
    one = scores.score(conversation, solved, True, ada)
    with pytest.raises(NotYours):
        scores.withdraw(one, bob)


def test_a_turns_config_scores_turns_each_by_itself(acme, conversation, ada, within_acme):
    config = score_configs.make(acme, "text", "turn", Wording("Better words"), ada)
    scores.score(conversation, config, "Hello!", ada, Place(turn=2))
    scores.score(conversation, config, "Hi!", ada, Place(turn=1))
    assert sorted(one.turn.number for one in scores.current(conversation)) == [1, 2]
    with pytest.raises(Invalid, match="on a turn"):
        scores.score(conversation, config, "Hi!", ada)


def test_a_conversations_config_scores_no_turn(conversation, solved, ada):
    with pytest.raises(Invalid, match="as a whole"):
        scores.score(conversation, solved, True, ada, Place(turn=1))


@pytest.mark.parametrize("value", [0, 6, 1.3, True, "4", float("nan"), Decimal("1e20"), None])
def test_a_number_outside_of_its_range_is_refused(conversation, polite, ada, value):
    with pytest.raises(Invalid):
        scores.score(conversation, polite, value, ada)


@pytest.mark.parametrize(
    ("kind", "wording", "wrong"),
    [
        ("boolean", Wording("A"), ["yes", 1, None]),
        ("choice", Wording("A", choices=["Good", "Bad"]), ["good", "", None, True]),
        ("text", Wording("A"), ["", " ", "a\0b", "x" * 5001, 5]),
    ],
)
def test_a_value_is_of_its_kind(acme, conversation, ada, kind, wording, wrong):
    config = score_configs.make(acme, kind, "conversation", wording, ada)
    for value in wrong:
        with pytest.raises(Invalid):
            scores.score(conversation, config, value, ada)


def test_an_archived_config_takes_no_score(conversation, solved, ada):
    score_configs.archive(solved, ada)
    with pytest.raises(Archived):
        scores.score(conversation, solved, True, ada)


def test_a_used_wording_is_frozen_and_a_change_makes_a_version(
    conversation, polite, ada, within_acme
):
    scores.score(conversation, polite, 5, ada)
    changed = score_configs.change(polite, Wording("Politeness", maximum=Decimal(3)), ada)
    assert changed.current.number == 2
    assert scores.current(conversation)[0].version.maximum == 5
    scores.score(conversation, changed, 3, ada)
    assert [row.version.number for row in scores.history(conversation, polite)] == [2, 1]
    assert len(scores.current(conversation)) == 1


def test_an_unused_wording_changes_in_its_place(polite, ada, within_acme):
    changed = score_configs.change(polite, Wording("Courtesy"), ada)
    assert (changed.current.number, changed.current.name) == (1, "Courtesy")
    assert (changed.current.maximum, ScoreConfigVersion.objects.count()) == (None, 1)


def test_a_configs_name_is_its_own(acme, polite, solved, ada):
    with pytest.raises(NameTaken) as refused:
        score_configs.change(solved, Wording("POLITENESS"), ada)
    assert refused.value.other == polite
    with pytest.raises(NameTaken):
        score_configs.make(acme, "text", "turn", Wording("solved"), ada)


@pytest.mark.parametrize(
    ("kind", "wording", "field"),
    [
        ("boolean", Wording(" "), "name"),
        ("boolean", Wording("x" * 101), "name"),
        ("boolean", Wording("A", choices=["a", "b"]), "choices"),
        ("boolean", Wording("A", minimum=Decimal(1)), "minimum"),
        ("choice", Wording("A"), "choices"),
        ("choice", Wording("A", choices=["a"]), "choices"),
        ("choice", Wording("A", choices=["a", "A"]), "choices"),
        ("choice", Wording("A", choices=["a", ""]), "choices"),
        ("number", Wording("A", minimum=Decimal(2), maximum=Decimal(2)), "maximum"),
        ("number", Wording("A", step=Decimal(1)), "step"),
        ("number", Wording("A", minimum=Decimal(0), step=Decimal(0)), "step"),
        ("number", Wording("A", minimum=Decimal("1e13")), "minimum"),
        ("number", Wording("A", minimum=Decimal("0.0000001")), "minimum"),
        ("text", Wording("A", help="x" * 2001), "help"),
        ("stars", Wording("A"), "kind"),
    ],
)
def test_what_is_no_config_is_refused(acme, ada, kind, wording, field):
    with pytest.raises(Invalid) as refused:
        score_configs.make(acme, kind, "conversation", wording, ada)
    assert refused.value.field == field


def test_scores_cost_one_statement(conversation, solved, polite, ada, bob, statements, within_acme):
    for by in (ada, bob):
        scores.score(conversation, solved, True, by)
        scores.score(conversation, polite, 3, by)
    with statements() as made:
        assert [(one.by, str(one.config), one.version.name) for one in scores.current(conversation)]
    assert len(made) == 1
