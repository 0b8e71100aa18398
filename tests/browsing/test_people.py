"""The pages of an agent and of a customer."""

from datetime import timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from browsing import lists
from conversations.models import Agent, Customer
from conversations.new import NewAgent, NewCustomer
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import NOON
from tests.talk import call, chat

pytestmark = pytest.mark.usefixtures("member")
NORA, MARTA = NewAgent(name="Nora"), NewCustomer("+4915112345", "Marta")


def talk(make, project, line="Hello", minutes=0, **more):
    return make(
        project,
        line,
        agents=(NORA,),
        customers=(MARTA,),
        started_at=NOON - timedelta(minutes=minutes),
        ended_at=None,
        **more,
    )


@pytest.fixture
def pages(acme):
    """The addresses of Nora and Marta, once something was said."""

    def pages():
        with within(acme):
            nora, marta = Agent.objects.of(acme).get(), Customer.objects.of(acme).get()
        return f"/o/acme/agents/{nora.pk}/", f"/o/acme/customers/{marta.pk}/"

    return pages


def titles(response):
    return [row.title for row in response.context["page"].conversations]


def test_list_chats_and_calls_together_newest_first(client, project, pages):
    talk(chat, project, "Second", 2)
    talk(call, project, "First", 1)
    talk(chat, project, "Third", 3)
    chat(project, "Of nobody")
    for address in pages():
        response = client.get(address)
        assert titles(response) == ["First", "Second", "Third"]
        assertContains(response, 'aria-label="Call"')


def test_figures_tell_what_is_known_and_of_how_many(client, project, pages):
    talk(chat, project, duration_ms=60_000, rating=5, is_escalated=True)
    talk(chat, project, minutes=60, duration_ms=180_000, rating=2, is_escalated=False)
    talk(call, project, minutes=30, duration_ms=None)
    for address in pages():
        figures = client.get(address).context["figures"]
        assert (figures["chats"], figures["calls"]) == (2, 1)
        assert figures["last"] - figures["first"] == timedelta(minutes=60)
        assert (figures["lasted"], figures["lasted_in_all"], figures["timed"]) == (120e3, 240e3, 2)
        assert (figures["escalated"], figures["told_escalated"]) == (1, 2)
        assert (figures["rating"], figures["rated"]) == (3.5, 2)
        assertContains(client.get(address), "1 of 2 told")


def test_what_nothing_is_known_of_says_so(client, project, pages):
    talk(call, project, duration_ms=None)
    for address in pages():
        response = client.get(address)
        assertContains(response, "Not told", 2)
        assertContains(response, "Not rated")


def test_an_agent_that_nobody_spoke_with_has_a_page(client, project, acme):
    with within(acme):
        agent = Agent.objects.create(organization=acme, project=project, name="Idle")
    response = client.get(f"/o/acme/agents/{agent.pk}/")
    assertContains(response, "Never")
    assertContains(response, "No conversation yet")


def test_pages_walk_all_of_them_and_back(client, project, pages, monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 2)
    for n in range(5):
        talk(call if n % 2 else chat, project, f"Talk {n}", minutes=n // 2)  # ties in pairs
    address = pages()[1]
    seen, query = [], {}
    while query is not None:
        response = client.get(address, query)
        seen.append(titles(response))
        older = response.context["page"].older
        query = {"after": older} if older else None
    assert [len(page) for page in seen] == [2, 2, 1]
    assert len({title for page in seen for title in page}) == 5
    back = client.get(address, {"before": response.context["page"].newer})
    assert titles(back) == seen[1]


def test_a_cursor_that_is_none_is_said(client, project, pages):
    talk(chat, project)
    assertContains(client.get(pages()[0], {"after": "nonsense"}), "Start at its top")


def test_htmx_gets_the_rows_alone(htmx, project, pages):
    talk(chat, project)
    response = htmx(pages()[0])
    assertTemplateUsed(response, "browsing/_history.html")
    assertNotContains(response, "<html")


def test_conversations_link_there_and_back(client, project, pages):
    conversation = talk(chat, project)
    agent, customer = pages()
    for address in (f"/o/acme/chats/{conversation.pk}/", "/o/acme/chats/"):
        response = client.get(address)
        assertContains(response, f'href="{agent}"')
        assertContains(response, f'href="{customer}"')
    here = f"/o/acme/chats/{conversation.pk}/"
    assertContains(client.get(agent), f'href="{here}?agent=Nora"')
    assertContains(client.get(customer), f'href="{here}?customer=%2B4915112345"')


@pytest.mark.parametrize("role", ["agent", "customer"])
def test_those_of_another_organization_are_404(client, rival, role):
    with within(rival):
        talk(chat, Project.objects.of(rival).get(), "Secret")
        key = {"agent": Agent, "customer": Customer}[role].objects.of(rival).get().pk
    assert client.get(f"/o/acme/{role}s/{key}/").status_code == 404
    assert client.get(f"/o/rival/{role}s/{key}/").status_code == 404


def test_hostile_names_are_escaped(client, acme, project):
    nasty = "<img src=x onerror=alert(1)>"
    agents, customers = (NewAgent(name=nasty, description=nasty),), (NewCustomer(None, nasty),)
    chat(project, nasty, agents=agents, customers=customers)
    with within(acme):
        agent, customer = Agent.objects.of(acme).get(), Customer.objects.of(acme).get()
    for address in (f"agents/{agent.pk}", f"customers/{customer.pk}"):
        assertNotContains(client.get(f"/o/acme/{address}/"), "<img src=x")


@pytest.mark.parametrize("talks", [1, 20])
def test_cost_the_same_statements_however_many_conversations(
    client, project, pages, statements, talks
):
    for n in range(talks):
        talk(chat, project, minutes=n)
        talk(call, project, minutes=n)
    # session, user, membership, agent, endpoints; figures; keys of two kinds; conversations,
    # participants, tags; memberships, totals, mentions
    for address, count in zip(pages(), (14, 13), strict=True):
        with statements() as made:
            client.get(address)
        assert len(made) == count, "\n".join(made)
