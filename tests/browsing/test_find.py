import pytest

from browsing.find import hits
from conversations.new import NewTool
from conversations.outline import outline
from organizations.tenancy import within
from tests.talk import chat


@pytest.fixture
def find(acme):
    def find(conversation, *words):
        with within(acme):
            return hits(conversation, outline(conversation), list(words))

    return find


def test_a_hit_holds_every_word_in_any_form(project, find):
    conversation = chat(
        project, "My REFUND for order 7", "agent: Which order?", "ReFünd it, the\norder of Monday"
    )
    assert find(conversation, "refund", "ord") == (["turn-1", "turn-3"], True)


def test_where_no_turn_holds_all_words_one_is_enough(project, find):
    conversation = chat(project, "My refund", "agent: Hm", "My order")
    assert find(conversation, "refund", "order") == (["turn-1", "turn-3"], False)


def test_tool_invocations_are_hits_in_their_place(project, find):
    tools = (
        NewTool("FindOrder", {"number": {"deep": ["RT-9"]}}, "found", 5_000),
        NewTool("Pay", {}, {"state": "RT-9 paid"}, 25_000),
    )
    conversation = chat(project, "Where is RT-9?", "agent: I look", "Thanks", tools=tools)
    assert find(conversation, "rt-9").anchors == ["turn-1", "tool-1", "tool-2"]
    assert find(conversation, "findord").anchors == ["tool-1"]


def test_hits_come_in_reading_order(project, find):
    conversation = chat(project, "one hit", "no", "two hits")
    with within(project.organization):
        conversation.turns.filter(number=3).update(start_ms=-1)
    assert find(conversation, "hit").anchors == ["turn-3", "turn-1"]


@pytest.mark.parametrize("words", [(), ("xyzzy",)])
def test_nothing_is_found(project, find, words):
    assert find(chat(project, "Hello"), *words).anchors == []


def test_costs_one_statement_and_one_more_for_tools(project, find, statements):
    tools = tuple(NewTool("FindOrder", {"n": n}, {}, n) for n in range(30))
    conversation = chat(project, *["Hello", "agent: Hi"] * 30, tools=tools)
    for word, count in (("hello", 2), ("findorder", 3)):
        with statements() as made:
            find(conversation, word)
        assert len(made) == count, "\n".join(made)  # with the outline's
