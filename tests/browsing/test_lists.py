from datetime import timedelta

import pytest
from django.db import connection
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from annotations import annotate, notes, review, score_configs, scores
from annotations.places import Place
from annotations.score_configs import Wording
from browsing import lists
from browsing.templatetags.conversations import beyond
from organizations.actors import Actor
from organizations.models import Due, Project
from organizations.tenancy import within
from tests.factories import NOON, MembershipFactory, UserFactory
from tests.talk import call, chat

CHATS, CALLS = "/o/acme/chats/", "/o/acme/calls/"
pytestmark = pytest.mark.usefixtures("member")


def titles(response):
    return [row.title for row in response.context["page"].conversations]


def started(minutes):
    return {"started_at": NOON + timedelta(minutes=minutes), "ended_at": None, "duration_ms": None}


@pytest.fixture
def three_a_page(monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 3)


@pytest.mark.parametrize("path", [CHATS, CALLS])
def test_an_organization_without_any_is_taught_how_the_first_arrives(client, path):
    assertContains(client.get(path), "Run this in a terminal")


@pytest.mark.parametrize(("path", "make"), [(CHATS, chat), (CALLS, call)])
def test_lists_its_kind_alone_newest_first(client, project, path, make):
    for n in (1, 3, 2):
        chat(project, f"Chat {n}", **started(n))
        call(project, f"Call {n}", **started(n))
    word = make.__name__.capitalize()
    assert titles(client.get(path)) == [f"{word} {n}" for n in (3, 2, 1)]


@pytest.mark.parametrize("sort", lists.SORTS.values(), ids=lambda sort: sort.name)
def test_an_index_of_all_projects_has_each_sort(sort):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'search_row_store'")
        indexes = [index for (index,) in cursor.fetchall()]
    columns = f"(organization_id, kind, {sort.column}, conversation_id)"
    assert [index for index in indexes if index.endswith(columns)]


def test_an_outsider_gets_404_and_sees_no_row(client, rival, project):
    chat(project, "Ours")
    assert client.get("/o/rival/chats/").status_code == 404
    assert client.get("/o/rival/calls/").status_code == 404


def test_shows_no_rivals_row(client, rival, project):
    with within(rival):
        theirs = Project.objects.of(rival).get()
    chat(theirs, "Theirs entirely")
    chat(project, "Ours")
    response = client.get(CHATS, {"q": "entirely"})
    assertNotContains(response, "Theirs")
    assert response.context["page"].total == 0


def test_htmx_gets_the_results_alone(htmx, project):
    chat(project, "Hello")
    response = htmx(CHATS)
    assertTemplateUsed(response, "browsing/_results.html")
    assertNotContains(response, "<html")
    assert "HX-Request" in response["Vary"]


def test_going_back_gets_the_whole_page(client, project):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assertContains(client.get(CHATS, headers=headers), "<html")


def test_counts_and_finds_part_of_a_word(client, project):
    chat(project, "My order is non-refundable")
    chat(project, "Something else")
    response = client.get(CHATS, {"q": "efundab"})
    assertContains(response, "1 chat</strong>")
    assertContains(response, "matches “efundab”")
    assertContains(response, "non-r<mark>efundab</mark>le")


def test_no_match_says_what_to_do(client, project):
    chat(project, "Hello")
    words, filter_, each = (
        "Every word must occur",
        "must pass the filter above",
        "Still none without",
    )
    for params, told in (
        ({"q": "xyzzy"}, {words}),
        ({"notes": "yes"}, {filter_}),
        ({"q": "xyzzy", "notes": "yes"}, {words, each}),
    ):
        page = client.get(CHATS, params).text
        assert "No chat matches" in page
        assert {text for text in (words, filter_, each) if text in page} == told


@pytest.mark.usefixtures("three_a_page")
def test_older_and_newer_walk_the_whole_list_and_back(client, project):
    for n in range(8):
        chat(project, f"Chat {n}", **started(n // 2))  # ties in pairs
    pages, query = [], {}
    while query is not None:
        response = client.get(CHATS, query)
        pages.append(titles(response))
        older = response.context["page"].older
        query = {"after": older} if older else None
    assert [len(page) for page in pages] == [3, 3, 2]
    assert len({title for page in pages for title in page}) == 8
    back = client.get(CHATS, {"before": response.context["page"].newer})
    assert titles(back) == pages[1]
    first = client.get(CHATS, {"before": back.context["page"].newer})
    assert titles(first) == pages[0]
    assert first.context["page"].newer is None


@pytest.mark.usefixtures("three_a_page")
@pytest.mark.parametrize("sort", ["duration", "-duration", "title", "-title"])
def test_a_walk_back_shows_the_same_pages_where_rows_lack_a_value(client, project, sort):
    for n in range(8):
        lines = [f"Chat {n // 2}"] if n < 5 else []
        chat(project, *lines, duration_ms=n // 2 if n < 4 else None, external_id=str(n))
    forth, back, place = [], [], {}
    while place is not None:
        page = client.get(CHATS, {"sort": sort, **place}).context["page"]
        forth.append([row.external_id for row in page.conversations])
        place = {"after": page.older} if page.older else None
    while page.newer:
        page = client.get(CHATS, {"sort": sort, "before": page.newer}).context["page"]
        back.append([row.external_id for row in page.conversations])
    assert sum(map(len, forth)) == 8
    assert back[::-1] == forth[:-1]


@pytest.mark.parametrize(
    "query", [{"after": "nonsense"}, {"before": "e30="}, {"q": "a\0b"}, {"q": "x" * 201}]
)
def test_what_cannot_be_understood_is_said_and_nothing_wider_is_shown(client, project, query):
    chat(project, "Hello")
    response = client.get(CHATS, query)
    assert response.status_code == 200
    assertContains(response, "be looked up")
    assertNotContains(response, "Hello")


def test_text_from_outside_is_escaped(client, project):
    chat(project, "<script>alert(1)</script> & more", tags=["<b>bold</b>"])
    for query in ({}, {"q": "script"}):
        response = client.get(CHATS, query)
        assertNotContains(response, "<script>alert")
        assertNotContains(response, "<b>bold")


@pytest.mark.parametrize("chats", [1, 20])
def test_costs_the_same_statements_however_many_chats(client, project, statements, chats):
    for n in range(chats):
        chat(project, "Hello", tags=["a", "b"], **started(n))
    with statements() as made:
        client.get(CHATS)
    assert len(made) == 12, "\n".join(made)


@pytest.mark.parametrize(
    ("summary", "title", "shown"),
    [
        ("I want a refund. → find order. Done.", "I want a refund", "→ find order. Done."),
        ("I want a refund for it. Done.", "I want a refund…", "for it. Done."),
        ("I want a refund.", "I want a refund", "I want a refund."),
        ("I'd like to return it. Done.", "Return it → send label", "Done."),
        ("Where is it? It was due. Done.", "Where is it? It was due", "It was due. Done."),
        (
            "I can't come on Monday, 9:15 am. Ref 7.",
            "I can't come on Monday; move",
            "9:15 am. Ref 7.",
        ),
        ("Reading for 588: 12413. Done.", "Reading for 588 → submit", "12413. Done."),
        ("Something else.", "I want a refund", "Something else."),
        (None, "I want a refund", None),
    ],
)
def test_a_row_does_not_say_its_title_twice(summary, title, shown):
    assert beyond(summary, title) == shown


def test_columns_blank_on_every_row_are_left_out_until_the_reader_chooses(client, project):
    chat(project, "Bare")
    heads = [head.name for head in client.get(CHATS).context["heads"]]
    assert heads == ["title", "turns", "duration", "started"]
    client.post(f"{CHATS}filters/", {"column": ["tags", "review"]})
    heads = [head.name for head in client.get(CHATS).context["heads"]]
    assert heads == ["title", "tags", "review"]


def test_a_row_that_is_written_later_has_the_columns_of_its_list(client, project):
    conversation = chat(project, "Hello", tags=["vip"])
    Due.objects.all().delete()
    asked = {"writing": str(conversation.pk), "without": "agent,marks,review,nonsense"}
    assertContains(client.get(f"{CHATS}news/", asked), "<td", 7)  # its box too


def test_a_row_tells_tags_once_notes_scores_and_review(client, acme, project):
    conversation = chat(project, "Hello", "there", tags=["vip"])
    by = Actor(MembershipFactory(organization=acme, user=UserFactory(name="Ada")).user)
    annotate.tag(conversation, ["vip", "<i>"], by, Place(turn=2))
    notes.write(conversation, "Why?", by)
    polite = score_configs.make(acme, "boolean", "conversation", Wording("Polite"), by)
    scores.score(conversation, polite, True, by)
    review.mark(conversation, "reviewed", by)
    page = client.get(CHATS)
    assertContains(page, 'class="cut">vip</span>', 1)
    assertContains(page, "&lt;i&gt;</span>")
    assertContains(page, 'title="1 note"')
    assertContains(page, 'title="1 score"')
    assertContains(page, "Reviewed by Ada")
