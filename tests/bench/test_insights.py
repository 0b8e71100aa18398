"""That the figures of docs/insights.md count what they say."""

import pytest

from bench.insights import page
from bench.insights.judge import Judged, judge, untitled
from bench.insights.talks import Talk, demo_talks, of_dialogue
from conversations.insights.extractive import Extractive
from conversations.insights.generator import Sentence, Written

DIALOGUE = {
    "services": ["Restaurants_1"],
    "turns": [
        {"role": "customer", "text": "Hi, I am hungry tonight."},
        {"role": "agent", "text": "Your table at Chez Ada is reserved for seven."},
    ],
    "tools": [
        {
            "turn": 1,
            "name": "ReserveRestaurant",
            "parameters": {"restaurant_name": "Chez Ada", "live": "True"},
            "result": [{"city": "Berlin"}],
        }
    ],
}
TALK = Talk(of_dialogue(DIALOGUE), "en", ("Restaurants_1",))


def written(title, *sentences):
    return Judged(TALK, Written(title, tuple(Sentence(*s) for s in sentences)), 1)


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("A restaurant for tonight", True),
        ("Dinner at chez ada", True),
        ("Reserve something", False),
        ("True love in Berlin", False),
        ("", False),
    ],
)
def test_a_title_names_the_service_or_what_a_tool_was_given(title, named):
    assert written(title).names_what_is_asked() is named


@pytest.mark.parametrize(
    ("title", "begins"),
    [("Hi, I am hungry", True), ("hi I am hungry tonight!", True), ("I am hungry", False)],
)
def test_a_title_begins_the_first_line_whatever_its_punctuation(title, begins):
    assert written(title).begins_first_line() is begins


@pytest.mark.parametrize(
    ("title", "is_piece"), [("Hungry tonight", True), ("Hungry: Chez Ada", False), ("", False)]
)
def test_a_title_may_be_a_piece_of_the_first_line(title, is_piece):
    assert written(title).is_of_first_line() is is_piece


def test_the_outcome_is_told_by_a_sentence_that_rests_on_it_and_says_half_of_it():
    assert written("", ("Your table at Chez Ada is reserved.", (2,))).tells_outcome()
    assert not written("", ("Your table at Chez Ada is reserved.", (1,))).tells_outcome()
    assert not written("", ("Your table.", (2,))).tells_outcome()


def test_what_the_turns_do_not_say_is_counted():
    found = written("Dinner in Hamburg", ("Your table at Chez Ada is for 9 pm.", (2,)))
    assert found.unsupported() == ["Dinner in Hamburg", "9 pm"]


def test_the_first_line_is_what_a_list_shows_without_a_generator():
    assert untitled(TALK).title == "Hi, I am hungry tonight."


def test_the_demo_says_nothing_that_its_turns_do_not():
    talks = demo_talks()
    assert {"en", "de", "es", "tr", "ja", "ar"} <= {talk.language for talk in talks}
    assert not [found for talk in talks for found in judge(Extractive(), talk).unsupported()]


def test_text_in_the_table_is_neither_markup_nor_a_border():
    assert page.cell("a | <b>*c*</b>") == "a &#124; &#60;b&#62;&#42;c&#42;&#60;/b&#62;"


def test_a_page_written_without_the_dialogues_keeps_what_was_told_of_them():
    assert page.between(f"x {page.BEGIN}\n| 1 |\n{page.END} y") == "| 1 |"
    assert page.between("nothing") is None
