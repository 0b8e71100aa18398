from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from pytest_django.asserts import assertContains, assertNotContains

from browsing.filters import ConversationFilters
from conversations.new import NewAgent, NewCustomer
from conversations.tasks import write_insights
from organizations.models import Project
from tests.factories import ProjectFactory
from tests.talk import chat

CHATS = "/o/acme/chats/"
pytestmark = pytest.mark.usefixtures("member")


@pytest.fixture
def found(client):
    def get(**query):
        page = client.get(CHATS, query).context["page"]
        assert page.total == len(page.conversations)
        return sorted(row.title for row in page.conversations)

    return get


def test_tags_any_all_none(project, found):
    chat(project, "both", tags=["VIP", "refund"])
    chat(project, "one", tags=["vip"])
    chat(project, "bare")
    assert found(tag_any="vip, refund") == ["both", "one"]
    assert found(tag_all="Vip,Refund") == ["both"]
    assert found(tag_none="refund") == ["bare", "one"]
    assert found(tag_any="vip", tag_none="refund") == ["one"]
    assert found(tag_any="unknown") == found(tag_all="vip, unknown") == []
    assert found(tag_none="unknown") == ["bare", "both", "one"]


def test_people(project, found):
    chat(project, "hers", agents=(NewAgent(name="Nora"),), customers=(NewCustomer(None, "Jo"),))
    chat(project, "his", customers=(NewCustomer("+4915112345", "Bo"),))
    assert found(agent="nora") == ["hers"]
    assert found(customer="JO") == ["hers"]
    assert found(customer="+4915112345") == ["his"]


def test_figures_of_chatlogger(project, found):
    chat(project, "long", is_forwarded=True, token_count=900, response_time=4.2)
    chat(project, "short", is_forwarded=False, token_count=0, response_time=0.5)
    chat(project, "unknown")
    assert (
        found(forwarded="yes") == found(tokens_min="900") == found(response_min="4.2") == ["long"]
    )
    assert (
        found(forwarded="no") == found(tokens_max="899") == found(response_max="0.5") == ["short"]
    )
    assert found(tokens_min="0", response_max="5") == ["long", "short"]


@pytest.mark.parametrize(
    ("column", "index"),
    [
        ("is_forwarded", "kind_started_at_convers_idx1"),
        ("token_count", "kind_token_count"),
        ("response_time", "kind_response_time"),
    ],
)
def test_rare_figures_have_an_index(db, column, index):
    """By its name: which of them a plan takes rests on what autovacuum counted last."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
        named = [told for name, told in cursor.fetchall() if index in name]
    assert any(column in told for told in named), named


def test_columns(project, found):
    told = {"language": "en", "sentiment": "positive", "category": "billing"}
    chat(project, "good", rating=5, is_escalated=False, **told)
    chat(project, "bad", rating=1, is_escalated=True, language="de")
    chat(project, "unknown")
    assert found(language="en,de") == ["bad", "good"]
    assert found(sentiment="positive") == found(category="billing") == ["good"]
    assert found(rating_min="2") == ["good"]
    assert found(rating_max="2") == ["bad"]
    assert found(escalated="yes") == ["bad"]
    assert found(escalated="no") == ["good"]
    assert found(notes="yes") == []


@pytest.mark.parametrize("asked", ["planTier", "plan_tier=gold", "Plan Tier = gold", "seats=4"])
def test_properties_by_any_spelling_of_their_name(project, found, asked):
    chat(project, "gold", properties={"planTier": "gold", "seats": 4.0})
    chat(project, "none", properties={"planTier": None})
    assert found(property=asked) == ["gold"]


def test_projects(acme, project, found):
    other = ProjectFactory(organization=acme, slug="other")
    chat(project, "here")
    chat(other, "there")
    assert found(project="other") == ["there"]


def test_a_rivals_project_is_no_choice(client, rival, project):
    ProjectFactory(organization=rival, slug="theirs")
    assert client.get(CHATS, {"project": "theirs"}).context["faults"]
    assert Project.objects.filter(slug="theirs").exists()


def test_days_begin_and_end_at_the_organizations_midnight(acme, project, found):
    acme.time_zone = "Europe/Istanbul"
    acme.save()
    zone = ZoneInfo("Europe/Istanbul")
    for hour, minute, day in ((23, 59, 9), (0, 0, 10), (23, 59, 10), (0, 0, 11)):
        at = datetime(2026, 11, day, hour, minute, tzinfo=zone)
        chat(project, f"{day} {hour}", started_at=at, ended_at=None, duration_ms=None)
    assert found(since="2026-11-10", until="2026-11-10") == ["10 0", "10 23"]
    assert found(since="2026-11-11") == ["11 0"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rating_min": "x"},
        {"rating_min": "99999999999999999999"},
        {"since": "yesterday"},
        {"since": "9999-12-31"},
        {"since": "2026-11-02", "until": "2026-11-01"},
        {"rating_min": "2", "rating_max": "1"},
        {"escalated": "maybe"},
        {"forwarded": "maybe"},
        {"tokens_min": "1.5"},
        {"response_min": "nan"},
        {"response_max": "1e999"},
        {"project": "nowhere"},
        {"tag_any": ",".join("abcdefghijklmnopqrstu")},
        {"language": "a\0"},
        {"sort": "colour"},
        {"property": "x" * 501},
    ],
)
def test_a_filter_that_cannot_be_understood_is_named_and_nothing_is_shown(client, project, wrong):
    chat(project, "Hello there")
    response = client.get(CHATS, wrong)
    assert response.status_code == 200
    assert response.context["faults"]
    assertNotContains(response, "Hello there")


def test_a_search_that_can_find_nothing_says_why(client, project):
    chat(project, "Hello there")
    assertContains(client.get(CHATS, {"q": "a\0"}), "It holds a NUL")
    assertContains(client.get(CHATS, {"q": "\u200b"}), "neither a letter nor a digit")
    assertContains(client.get(CHATS, {"q": "?!"}), "neither a letter nor a digit")
    assertNotContains(client.get(CHATS, {"q": "x?"}), "neither a letter nor a digit")


def test_a_search_of_spaces_is_none(client, project, htmx):
    chat(project, "Hello there")
    assert client.get(CHATS, {"q": "  "}).url == f"{CHATS}?"
    assertNotContains(htmx(CHATS, {"q": "  "}), "matches")


def test_chips_name_each_filter_and_go_by_a_link(client, project):
    chat(project, "Hello", tags=["vip"])
    response = client.get(CHATS, {"tag_any": "vip", "escalated": "no", "q": "h", "after": ""})
    response = client.get(response.url)
    shown = [(chip.label, chip.value, chip.without) for chip in response.context["chips"]]
    assert shown == [
        ("Any of these tags", "vip", "escalated=no&q=h"),
        ("Escalated", "No", "tag_any=vip&q=h"),
    ]


def test_empty_fields_of_a_form_leave_the_address(client, project):
    response = client.get(CHATS, {"q": "", "tag_any": "vip", "sort": ""})
    assert response.status_code == 302
    assert response.url == f"{CHATS}?tag_any=vip"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("title", ["Ärger", "bad", "Cool", None]),
        ("-title", ["Cool", "bad", "Ärger", None]),
        ("duration", ["bad", "Cool", None, "Ärger"]),
        ("-duration", [None, "Cool", "bad", "Ärger"]),
    ],
)
def test_sorts_both_ways_with_what_lacks_a_value_last(client, project, sort, expected):
    chat(project, "Ärger", duration_ms=None)
    chat(project, "bad", duration_ms=1)
    chat(project, "Cool", duration_ms=2)
    chat(project, duration_ms=3)
    page = client.get(CHATS, {"sort": sort}).context["page"]
    assert [row.title for row in page.conversations] == expected


def test_heads_turn_the_sort_over(client, project):
    chat(project, "Hello")
    response = client.get(CHATS, {"sort": "title", "q": "hello"})
    title = response.context["heads"][0]
    assert (title.order, title.by) == ("ascending", "q=hello&sort=-title")
    assertContains(response, 'aria-sort="ascending"')


def test_columns_are_chosen_and_remembered(client, project):
    chat(project, "Hello", tags=["quaint"])
    response = client.post(f"{CHATS}filters/?q=h", {"column": ["customer", "started"]})
    assert response.url == f"{CHATS}?q=h"
    response = client.get(response.url)
    assert [head.name for head in response.context["heads"]] == ["title", "customer", "started"]
    assertNotContains(response, "quaint")


def test_the_filter_page_offers_what_the_organization_has(client, rival, project):
    chat(project, "Hello", tags=["quaint"], language="tr", agents=(NewAgent(name="Nora"),))
    response = client.get(f"{CHATS}filters/")
    for offered in ("quaint", "tr", "Nora", "Default"):
        assertContains(response, offered)
    assert client.get("/o/rival/chats/filters/").status_code == 404


def test_the_filter_page_has_each_filter_once_in_a_group(client, project):
    groups = client.get(f"{CHATS}filters/").context["form"].groups
    grouped = [field.name for _, fields in groups for field in fields]
    assert sorted(grouped) == sorted(ConversationFilters.base_filters)
    assert "Others" not in dict(groups)


def test_news_counts_what_came_since_and_passes_the_filters(client, project):
    now = client.get(CHATS).context["now"]
    chat(project, "vip one", tags=["vip"])
    chat(project, "other")
    news = f"{CHATS}news/"
    assertContains(client.get(news, {"newer_than": now}), "2 new")
    assertContains(client.get(news, {"newer_than": now, "tag_any": "vip"}), "1 new")
    assertNotContains(client.get(news, {"newer_than": "x"}), "new</a>")
    later = client.get(CHATS).context["now"]
    assertNotContains(client.get(news, {"newer_than": later}), "new</a>")


def test_snippets_say_where_a_search_hit_and_show_it(client, project):
    chat(project, "Hello", "agent: Your order\nRT-5 is on its way " + "x " * 200)
    chat(project, "RT-5")
    chat(project, "Hi", external_id="RT-5-extern")
    chat(project, "The parcel that I had sent to my office on Monday is RT-5")
    told = {s.where: s for s in client.get(CHATS, {"q": "rt-5"}).context["snippets"].values()}
    assert told.keys() == {"In names or ids", "Turn 2", "Title"}
    assert told["Turn 2"].turn == 2
    assert told["In names or ids"].text == "rt-5-extern"
    assert told["Title"].text == "…on Monday is RT-5"


def test_a_row_that_waits_for_its_title_gets_it_by_the_news(client, acme, project):
    waiting = chat(project, "Hello", "I would like to return my oak table for a refund")
    assertContains(client.get(CHATS), "being written")
    news = {"newer_than": waiting.pk, "writing": f"{waiting.pk},nonsense"}
    assertNotContains(client.get(f"{CHATS}news/", news), "<tr")
    write_insights(acme.pk)
    assertContains(client.get(f"{CHATS}news/", news), "I would like to return my oak table")
    assertNotContains(client.get(CHATS), "being written")
