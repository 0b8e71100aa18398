"""Searches find what bears a tag by its name: as tags are now, however many bear it."""

import pytest
from pytest_django.asserts import assertContains

from annotations import queries, tags
from annotations.annotate import tag, untag
from annotations.models import Tag
from annotations.places import Place
from browsing.search import API_PARTS, PARTS, matching
from conversations.models import SearchRow
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.talk import chat

CHATS = "/o/acme/chats/"


@pytest.fixture(
    params=[(2000, 20), (1, 20), (0, 20), (0, 0)], ids=["few", "some", "many", "many tags"]
)
def few(request, monkeypatch):
    """By their keys, or by asking each row: the way depends on how many bear the tags."""
    for name, most in zip(("FEW", "BROAD"), request.param, strict=True):
        monkeypatch.setattr(queries, name, most)


@pytest.fixture
def found(acme):
    def search(text, parts=PARTS):
        with within(acme):
            rows = matching(SearchRow.objects.of(acme), acme, text, parts)
            return sorted(rows.values_list("about", flat=True))

    return search


@pytest.fixture
def talks(project):
    chat(project, "Where is it?", tags=["Very late", "VIP"])
    chat(project, "It came late.", tags=["vip"])
    tag(chat(project, "On a turn", "So what?"), ["Später"], Actor(), Place(turn=2))
    return chat(project, "None of it")


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("vip", ["it came late.", "where is it?"]),
        ("late", ["it came late.", "where is it?"]),
        ("LATE very", ["where is it?"]),
        ("late where", ["where is it?"]),
        ("vip came", ["it came late."]),
        ("vip none", []),
        ("spat", ["on a turn"]),
        ("vi", ["it came late.", "where is it?"]),
        ("_ip", []),
        ("none", ["none of it"]),
    ],
)
def test_each_word_stands_in_a_text_or_in_the_name_of_a_tag(few, talks, found, asked, titles):
    assert found(asked) == titles


def test_what_is_tagged_is_found_at_once_and_counted_exactly(client, member, few, talks):
    def total():
        return client.get(f"{CHATS}?q=vip").context["page"].total

    assert total() == 2
    [tagging] = tag(talks, ["VIP"], Actor())
    assert total() == 3
    untag(tagging, Actor())
    assert total() == 2


def test_later_pages_keep_the_total_that_their_first_page_counted(client, member, project):
    for n in range(51):
        chat(project, f"Hello {n}", tags=["vip"])
    page = client.get(f"{CHATS}?q=vip").context["page"]
    tag(chat(project, "Hm"), ["vip"], Actor())
    second = client.get(f"{CHATS}?q=vip&after={page.older}").context["page"]
    assert (page.total, second.total, len(second.conversations)) == (51, 51, 1)
    assert client.get(f"{CHATS}?q=vip").context["page"].total == 52


def test_an_archived_tag_is_found_where_it_stays(acme, talks, found):
    with within(acme):
        vip = Tag.objects.of(acme).get(key="vip")
    vip.organization = acme
    tags.archive(vip, Actor())
    assert len(found("vip")) == 2


def test_the_api_looks_into_no_tags(talks, found):
    assert found("vip", API_PARTS) == []


def test_another_organizations_tags_find_nothing(rival, few, talks, found):
    chat(Project.objects.of(rival).get(), "Theirs", tags=["secret", "vip"])
    assert found("secret") == []
    assert len(found("vip")) == 2


def test_the_line_below_a_title_says_that_a_tag_was_found(client, member, talks):
    page = client.get(f"{CHATS}?q=very")
    assertContains(page, "In tags ·")
    assertContains(page, "<mark>very</mark>")


def test_costs_a_statement_for_a_word_and_one_more_for_a_word_of_tags(talks, statements, found):
    costs = []
    for asked in ("so", "vip", "vip spat"):
        with statements() as made:
            found(asked)
        costs.append(len(made))
    assert costs == [2, 4, 7], made  # a longer word is looked up in the vocabulary too
