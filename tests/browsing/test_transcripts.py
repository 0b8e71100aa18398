"""The transcript on its page: where it begins, what is marked, and how the rest is read."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from conversations import outline
from conversations.new import NewAgent, NewTool
from organizations.models import Project
from organizations.tenancy import within
from tests.talk import call, chat

pytestmark = pytest.mark.usefixtures("member")
TALK = [f"Line {n} here" if n % 2 else f"agent: Answer {n}" for n in range(1, 41)]


def page(conversation):
    return f"/o/acme/{conversation.kind}s/{conversation.pk}/"


def part(conversation, name):
    return f"/o/acme/conversations/{conversation.pk}/{name}/"


def read(response):
    """The numbers of the blocks whose turns are there."""
    blocks = response.context["reading"].blocks
    return [block.number for block in blocks if block.items is not None]


@pytest.fixture
def long_one(project, monkeypatch):
    """Forty turns in ten blocks."""
    monkeypatch.setattr(outline, "BLOCK", 4)
    return chat(project, *TALK, agents=(NewAgent(name="Nora"),))


@pytest.mark.parametrize(
    ("query", "blocks"),
    [
        ({}, [1, 2]),
        ({"turn": "18"}, [4, 5, 6]),
        ({"turn": "40"}, [9, 10]),
        ({"turn": "4000"}, [1, 2]),
        ({"turn": "x\0"}, [1, 2]),
        ({"q": "line 31"}, [7, 8, 9]),
        ({"find": "line 31", "turn": "1"}, [1, 2]),
    ],
)
def test_begins_around_what_the_address_names(client, long_one, query, blocks):
    assert read(client.get(page(long_one), query)) == blocks


def test_the_rest_is_a_link_with_its_turns(client, long_one):
    response = client.get(page(long_one), {"q": "answer", "turn": "1"})
    assertContains(response, '<a href="?q=answer&amp;turn=9#turn-9">Turns 9 to 12</a>', html=True)
    assertContains(response, 'data-turns="9-12"')


def test_comes_marked_from_a_search_and_is_stepped_through_without_a_script(client, long_one):
    response = client.get(page(long_one), {"q": "line", "tag_any": "x"})
    assertContains(response, "1 of 20")
    assertContains(response, "<mark>Line</mark> 1 here")
    assertContains(response, 'href="?q=line&amp;tag_any=x&amp;turn=3#turn-3"')
    assertContains(response, 'href="?q=line&amp;tag_any=x&amp;turn=39#turn-39"')


def test_find_answers_with_the_transcript_from_the_turn_on_and_puts_itself_in_the_address(
    htmx, long_one
):
    query = {"q": "x", "find": "line 3", "turn": "12"}
    response = htmx(part(long_one, "find"), query)
    assertTemplateUsed(response, "browsing/_transcript.html")
    assertNotContains(response, "<html")
    assertContains(response, 'data-begin="turn-13"')
    assertContains(response, "2 of 8")
    assert response["HX-Replace-Url"] == f"{page(long_one)}?q=x&find=line+3"


def test_an_emptied_find_marks_nothing_though_the_list_was_searched(htmx, long_one):
    response = htmx(part(long_one, "find"), {"q": "line", "find": ""})
    assertNotContains(response, "<mark>")
    assert response["HX-Replace-Url"].endswith("?q=line&find=")


def test_a_find_without_a_hit_says_so(htmx, long_one):
    assertContains(htmx(part(long_one, "find"), {"find": "xyzzy"}), "No hit")


def test_a_block_comes_alone_and_marked(htmx, long_one):
    response = htmx(part(long_one, "blocks/5"), {"q": "line"})
    assertContains(response, 'id="turn-17"')
    assertContains(response, "<mark>Line</mark> 17 here")
    assertNotContains(response, 'id="turn-16"')
    assertNotContains(response, "<html")


@pytest.mark.parametrize("number", [0, 11])
def test_a_block_that_there_is_not_is_404(client, long_one, number):
    assert client.get(part(long_one, f"blocks/{number}")).status_code == 404


def test_hits_in_a_tool_are_marked_in_its_name_and_data(client, project):
    tools = (NewTool("FindOrder", {"orderId": "A-1"}, {"order": [1]}, 5_000),)
    conversation = chat(project, "Where is it?", tools=tools)
    response = client.get(page(conversation), {"q": "order"})
    assertContains(response, "Find<mark>Order</mark>")
    assertContains(response, "<mark>order</mark>Id")
    assertContains(response, 'data-hits="tool-1"')


def test_plain_text_tells_who_said_what_and_what_was_done(client, project):
    tools = (NewTool("Find", {"n": 1}, "<found>", 5_000),)
    conversation = chat(
        project,
        "Where is “it”?",
        "agent: <b>Here</b>",
        agents=(NewAgent(name="Nora"),),
        tools=tools,
    )
    response = client.get(part(conversation, "text"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert "Customer (customer), 12:00\nWhere is “it”?" in text
    assert 'Find {"n": 1} → "<found>"' in text
    assert "Nora (agent), 12:00\n<b>Here</b>" in text


def test_plain_text_of_a_call_has_offsets(client, project):
    text = client.get(part(call(project, "Hello", "agent: Hi"), "text")).content.decode()
    assert "Agent (agent), 0:10\nHi" in text


@pytest.mark.parametrize("name", ["find", "blocks/1", "text", "title"])
def test_another_organizations_transcript_is_404(client, rival, project, name):
    with within(rival):
        theirs = chat(Project.objects.of(rival).get(), "Secret")
    assert client.get(part(theirs, name)).status_code == 404
    stranger = f"/o/rival/conversations/{theirs.pk}/{name}/"
    assert client.get(stranger).status_code == 404


@pytest.mark.parametrize("lines", [1, pytest.param(200, marks=pytest.mark.slow)])
def test_find_and_blocks_cost_the_same_statements_however_many_turns(
    client, project, statements, lines
):
    tools = tuple(NewTool("Find", {}, {}, n) for n in range(lines))
    conversation = chat(project, *TALK * lines, tools=tools, agents=(NewAgent(name="Nora"),))
    for name, count in (("find", 10), ("blocks/1", 9)):
        with statements() as made:
            client.get(part(conversation, name), {"find": "line"})
        assert len(made) == count, "\n".join(made)
