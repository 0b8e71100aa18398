"""What to leave out of a search or of filters that nothing matches."""

import pytest
from pytest_django.asserts import assertContains

from annotations.score_configs import Wording, make
from browsing import near_misses
from organizations.actors import Actor
from organizations.models import Project
from tests.talk import chat

CHATS = "/o/acme/chats/"
pytestmark = pytest.mark.usefixtures("member")


@pytest.fixture
def missed(client):
    """(what to leave out, how many match then), as the page counts them; each is looked up."""

    def get(**query):
        page = client.get(CHATS, query)
        assert page.context["page"].total == 0
        near = page.context["near_misses"]
        misses = [*near.found, *near.none] if near else []
        for miss in misses:
            there = client.get(f"{CHATS}?{miss.without}")
            assert there.context["page"].total == miss.count
        return {(miss.label, miss.value): miss.count for miss in misses}

    return get


def test_each_filter_says_how_many_match_without_it(project, missed):
    chat(project, "one", language="tr", tags=["vip"])
    chat(project, "two", language="de", rating=5)
    chat(project, "three", language="de", rating=4)
    asked = missed(language="de", tag_any="vip", rating_min="4")
    assert asked == {
        ("Language", "de"): 0,
        ("Any of these tags", "vip"): 2,
        ("Rating at least", "4"): 0,
    }


def test_each_word_says_how_many_match_without_it(project, missed):
    chat(project, "Where is my Parcel")
    chat(project, "A parcel for Strasse 5")
    asked = missed(q="parcel Straße REFUND", language="de")
    assert asked == {
        ("Language", "de"): 0,
        ("the word", "parcel"): 0,
        ("the word", "Straße"): 0,
        ("the word", "REFUND"): 0,
        ("the whole search", ""): 0,
    }
    assert missed(q="parcel Straße REFUND") == {
        ("the word", "parcel"): 0,
        ("the word", "Straße"): 0,
        ("the word", "REFUND"): 1,
    }


def test_the_whole_search_and_all_filters_are_one_thing_each(project, missed):
    chat(project, "parcel", language="en")
    asked = missed(q="big refund", language="en")
    assert asked[("the whole search", "")] == 1
    asked = missed(q="parcel", language="de", rating_min="2")
    assert asked[("all filters", "")] == 1


def test_a_score_and_its_giver_are_left_out_apart(acme, project, missed):
    make(acme, "boolean", "conversation", Wording("Tone"), Actor())
    chat(project, "Hello")
    asked = missed(score="Tone", score_by="me", language="en")
    assert asked == {("Language", "en"): 0, ("Score", "Tone"): 0, ("Score given by", "me"): 0}


def test_of_very_many_words_none_is_tried(project, missed):
    chat(project, "Hello", language="en")
    assert missed(q="one two three four five six seven eight nine", language="en") == {}


def test_one_thing_alone_is_not_counted(project, missed):
    chat(project, "Hello")
    assert missed(q="xyzzy") == missed(language="tr") == {}


def test_the_page_tells_it_with_a_way_there(client, project):
    chat(project, "Hello", language="en")
    response = client.get(CHATS, {"q": "hello", "language": "tr"})
    assertContains(response, "<strong>1</strong> matches")
    assertContains(response, 'Still none without: the word <b dir="auto">hello</b>')
    assertContains(response, 'aria-label="Leave out Language tr: 1 matches"')
    assertContains(response, 'href="/o/acme/chats/?q=hello"')


def test_more_than_are_counted_are_told_so(client, project, monkeypatch):
    monkeypatch.setattr(near_misses, "MOST", 2)
    for n in range(3):
        chat(project, f"Chat {n}", language="en")
    response = client.get(CHATS, {"q": "chat", "language": "tr"})
    assertContains(response, "more than <strong>2</strong> match")


def test_a_rivals_conversations_are_not_counted(rival, project, missed):
    chat(Project.objects.of(rival).get(), "Hello", language="en")
    assert missed(q="hello", language="tr") == {("Language", "tr"): 0, ("the word", "hello"): 0}


def test_it_costs_one_statement_and_only_where_nothing_matches(client, project, statements):
    chat(project, "Hello", language="en")

    def asked(**query):
        with statements() as made:
            client.get(CHATS, query)
        return sum("UNION ALL" in sql for sql in made), len(made)

    filters = {"language": "tr", "agent": "Nora", "rating_max": "4", "since": "2026-01-01"}
    of_two, of_five = asked(q="hello", language="tr"), asked(q="hello", **filters)
    assert of_two == of_five
    assert of_two[0] == 1
    assert asked(q="hello", language="en")[0] == asked(q="xyzzy")[0] == 0
