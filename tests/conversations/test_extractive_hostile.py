"""Conversations that nobody would write: empty, endless, of odd characters."""

import pytest

from conversations.insights.extractive import Extractive
from conversations.insights.generator import Act, Dialogue, Line
from tests.conversations.offline import dialogue, texts, write


def test_nothing_said_gives_nothing():
    assert write().title is None
    assert write("", "agent:  ").title is None
    assert Extractive().write(Dialogue((), (Act("find_order", False, 0),))).title is None


def test_tools_without_words_give_nothing():
    lines = (Line(1, 1, "agent", ""), Line(2, 2, "customer", " \n"))
    assert Extractive().write(Dialogue(lines, (Act("a", False, 9),))).sentences == ()


@pytest.mark.parametrize("only", ["hi", "?", "🙏🙏", "👍", "...", "ok thanks", "5", "مرحبا", "¿¡"])
def test_a_customer_who_only_says_hi_is_quoted(only):
    assert write(only).title.casefold() == only.strip(" .").casefold() or write(only).title == only


def test_only_an_agent_speaking_is_told():
    found = write("agent: Hello!", "agent: Your appointment on Friday was moved to Monday at 9:30.")
    assert found.title == "Your appointment on Friday was moved to Monday at 9:30"


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "ş" * 100_000,
        "あ" * 100_000,
        "-" * 100_000,
        "hi " * 40_000,
        "hi, " * 30_000,
        ", and " * 20_000,
        "thanks! " * 12_000,
        "?!" * 50_000,
        "a.b" * 30_000,
        '."' * 50_000,
        "I want to " * 10_000,
        "🙂" * 50_000,
        "\u202e\u202a" * 30_000,
        "\u0301" * 50_000,
        "\n" * 50_000 + "Where is it?",
    ],
    ids=lambda text: ascii(text[:4]),
)
def test_endless_texts_end(text):
    acts = [Act("x" * 10_000, False, 1, {"a" * 9_000: ["b" * 9_000] * 900}, [[[[[[["deep"]]]]]]])]
    found = Extractive().write(dialogue(text, f"agent: {text}", acts=acts))
    assert found.title is None or len(found.title) <= 80
    assert all(len(sentence.text) < 500 for sentence in found.sentences)


def test_five_thousand_turns_end():
    lines = [
        f"agent: Item {n} is noted." if n % 2 else f"Add item {n}, please" for n in range(5_000)
    ]
    acts = [Act("add_item", n % 7 == 0, n, {"item": f"Item {n}"}) for n in range(0, 5_000, 3)]
    found = Extractive().write(dialogue(*lines, acts=acts))
    assert found.title
    assert 2 <= len(found.sentences) <= 4
    assert all(len(sentence.turns) < 30 for sentence in found.sentences)


def test_acts_beyond_the_turns_and_before_the_first():
    acts = [Act("late", False, 99, {"a": "order"}), Act("early", False, 0, None, "order")]
    assert texts(write("Where is my order?", "agent: It comes on Monday.", acts=acts))


@pytest.mark.parametrize(
    "parameters", [None, 1, "text", [], {}, {"a": None}, [{"b": [1, True]}], {"": "(a+)+$ ["}]
)
def test_any_json_may_stand_in_a_tool(parameters):
    acts = [Act("find", False, 1, parameters, parameters)]
    assert write("Where is text (a+)+$ [ now?", "agent: It is here.", acts=acts).title


def test_right_to_left_stays_as_it_was_said():
    found = write("أين طلبي رقم 4711؟", "agent: طلبك 4711 في الطريق.")
    assert found.title == "أين طلبي رقم 4711؟ طلبك 4711 في الطريق"


def test_a_strange_language_code_is_no_path():
    assert write("Hallo Welt, wo ist mein Paket?", language="../../etc/passwd").title
    assert write("Hallo Welt, wo ist mein Paket?", language="x-" + "é" * 500).title


def test_markup_stays_text():
    found = write("My name shows as <b>Bobby</b> & <script>alert(1)</script> in your e-mails.")
    assert found.title == "Name shows as <b>Bobby</b> & <script>alert(1)</script> in your e-mails"
