"""The conversations make sense: facts stay what they were, no two of them are alike."""

import re
from collections import defaultdict
from itertools import combinations

import pytest

from tests.demo.said import first_line, language, lines, text

CODE = re.compile(r"\b(OM|PL|LM|DSP|INV|LC|QB|KQ|SKF|SKG)-?(?=\w*\d)([A-Z0-9]{3,10})")
UNPLAYED = re.compile(r"\{\w+|\[[^\]]*\|")


def tools(body):
    return [(tool["parameters"], tool["result"]) for tool in body["toolInvocations"]]


def amounts(value):
    """The sums of money in a tool's parameters and result: numbers with a fraction."""
    if isinstance(value, dict):
        return [amount for inner in value.values() for amount in amounts(inner)]
    return [value] if isinstance(value, float) and value % 1 else []


def digits(said):
    return re.sub(r"[.,\s]", "", said)


def test_no_line_shows_how_it_was_made(chats, calls):
    for body in chats + calls:
        assert not UNPLAYED.search(text(body)), text(body)


def test_one_conversation_is_about_one_order(chats, calls):
    for body in chats + calls:
        numbers = defaultdict(set)
        for prefix, number in CODE.findall(text(body) + str(tools(body))):
            numbers[prefix].add(number)
        assert all(len(found) == 1 for found in numbers.values()), (numbers, text(body))


def test_what_tools_paid_was_also_said(chats, calls):
    said, silent = 0, []
    for body in chats + calls:
        for amount in amounts(dict(enumerate(map(str_keys, tools(body))))):
            found = digits(f"{amount:.2f}") in digits(text(body))
            said += found
            silent += [] if found else [(amount, body["externalId"])]
    assert said > 80
    assert len(silent) <= said / 20, silent


def str_keys(tool):
    parameters, result = tool
    return {"parameters": parameters, "result": result if isinstance(result, dict) else {}}


def test_customers_begin_in_their_own_words(chats, calls):
    for bodies in (chats, calls):
        begun = [first_line(body) for body in bodies if first_line(body)]
        assert len(set(begun)) >= 0.9 * len(begun)


@pytest.mark.parametrize("code", ["en", "de", "es", "tr"])
def test_no_two_conversations_share_most_of_their_turns(chats, calls, code):
    said = [lines(b) for b in chats + calls if language(b) == code and len(lines(b)) > 1]
    for one, other in combinations(said, 2):
        assert len(set(one) & set(other)) <= 0.6 * min(len(one), len(other)), (one, other)
