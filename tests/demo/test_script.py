"""The language of the scenario files (demo/script.py)."""

import random
from datetime import date, time

import pytest

from demo.facts import Deck
from demo.people import Agent
from demo.play import Called, Stage, perform
from demo.script import parse
from demo.values import Clock, Day, Money
from tests.factories import NOON

BOT, PERSON = Agent("Piney", "bot", "You are Piney"), Agent("Dana Whitfield", "desk")


def play(text, seed=1, **facts):
    """What happens in a scene of these lines, in English."""
    scenes = parse(f"brand: Oakmere Home\n== scene\n{text}")
    stage = Stage(
        scenes["scene"], scenes, "en", NOON, BOT, PERSON, random.Random(seed), Deck(), facts
    )
    return perform(stage)


def said(*arguments, **facts):
    return [event.text for event in play(*arguments, **facts).events if hasattr(event, "text")]


def test_fills_slots_and_carries_lines_on():
    assert said("C: My {item}\n   is late", item="sofa") == ["My sofa is late"]


def test_a_fact_stays_the_same_in_lines_and_tools():
    events = play("order = code OM-###\nC: {order}\n> find id={order} -> seen={order}").events
    assert events[1].parameters["id"] == events[1].result["seen"] == events[0].text


def test_other_wordings_take_turns():
    deck, rng = Deck(), random.Random(1)
    assert {deck.deal(("a", "b", "c"), rng) for _ in range(3)} == {"a", "b", "c"}


def test_nested_choices_leave_no_gap():
    found = {said("C: Well[, [yes|no]|], {name} [|].", seed, name="Bo")[0] for seed in range(40)}
    assert found == {"Well, yes, Bo.", "Well, no, Bo.", "Well, Bo."}


@pytest.mark.parametrize(("mood", "line"), [("angry", "Sorry!"), ("happy", "Fine."), ("", "OK")])
def test_takes_the_first_branch_that_holds(mood, line):
    text = "? mood=angry\n  A: Sorry!\n? or mood=happy\n  A: Fine.\n? else\n  A: OK"
    assert said(text, mood=mood) == [line]


def test_includes_a_passage_and_hands_over():
    events = play("A: One moment\n@over\nA: {agent} here\n== @over\n! human").events
    assert [e.agent for e in events if hasattr(e, "text")] == [BOT, PERSON]
    assert events[-1].text == "Dana here"


def test_tools_send_what_a_program_would():
    facts = {"price": Money(4950, "GBP"), "day": Day(date(2026, 11, 20)), "order": "0042"}
    text = "> pay sum={price} on={day} id={order} many='[1,2]' by.name=Bo -> ok=true left=3"
    assert play(text, **facts).events == [
        Called(
            "pay",
            {"sum": 49.5, "on": "2026-11-20", "id": "0042", "many": [1, 2], "by": {"name": "Bo"}},
            {"ok": True, "left": 3},
            BOT,
        )
    ]


def test_a_tool_may_answer_in_text():
    assert play('> find id=7 -> "Error: timed out"').events[0].result == "Error: timed out"


def test_remembers_what_the_integrator_will_send():
    assert play("~ outcome=refunded csat=4").notes == {"outcome": "refunded", "csat": 4}


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["£1,249", "Friday 20 November", "2:30 pm"]),
        ("de", ["1.249,00 £", "Freitag, 20. November", "14:30 Uhr"]),
        ("es", ["1.249,00 £", "viernes 20 de noviembre", "14:30"]),
        ("tr", ["1.249,00 £", "20 Kasım Cuma", "14.30"]),
    ],
)
def test_values_are_written_as_people_of_the_language_do(language, written):
    values = [Money(124900, "GBP"), Day(date(2026, 11, 20)), Clock(time(14, 30))]
    assert [value.written(language) for value in values] == written


def test_a_line_that_is_none_is_named():
    with pytest.raises(ValueError, match="not a step: ! robot"):
        parse("== scene\nA: Hello\n! robot")
