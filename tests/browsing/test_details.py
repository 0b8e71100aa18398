import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from conversations.new import NewAgent, NewCustomer, NewTool
from organizations.models import Project
from organizations.tenancy import within
from tests.talk import call, chat

pytestmark = pytest.mark.usefixtures("member")


def path(conversation):
    return f"/o/acme/{conversation.kind}s/{conversation.pk}/"


def test_shows_turns_tools_participants_and_properties(client, project):
    conversation = chat(
        project,
        "Where is it?",
        "agent: I look",
        agents=(NewAgent(name="Nora", prompt="Be kind"),),
        customers=(NewCustomer("+4915112345", "Marta"),),
        tools=(NewTool("FindOrder", {"number": 48213}, {"error": "timed out"}, 5000, 5300),),
        properties={"planTier": "gold"},
        external_id="e-1",
        trace_id="t-1",
        tags=["vip"],
    )
    response = client.get(path(conversation))
    for shown in (
        "Where is it?", "I look", "Nora", "Be kind", "Marta", "+4915112345", "FindOrder", "48213",
        "timed out", "planTier", "gold", "e-1", "t-1", "vip", 'id="turn-2"', str(conversation.pk),
    ):  # fmt: skip
        assertContains(response, shown)


def test_a_call_shows_how_it_was_made_and_times_in_its_gutter(client, project):
    response = client.get(path(call(project, "Hello", "agent: Hi")))
    assertContains(response, "Inbound")
    assertContains(response, "https://recordings.example/1.ogg")
    assertContains(response, "0:10")


def test_a_chat_is_no_call(client, project):
    conversation = chat(project, "Hello")
    assert client.get(f"/o/acme/calls/{conversation.pk}/").status_code == 404


def test_another_organizations_chat_is_404(client, rival, project):
    with within(rival):
        theirs = Project.objects.of(rival).get()
    conversation = chat(theirs, "Secret")
    assert client.get(path(conversation)).status_code == 404
    assert client.get(f"/o/rival/chats/{conversation.pk}/").status_code == 404


def test_an_unknown_one_is_404(client):
    assert client.get("/o/acme/chats/00000000-0000-7000-8000-000000000000/").status_code == 404


def test_hostile_text_is_escaped_and_no_script_becomes_a_link(client, project):
    details = {
        "user_id": None, "session_id": "s", "country_code": "NL", "ip_address": "::1",
        "transcript_link": "javascript:alert(1)",
    }  # fmt: skip
    nasty = "<img src=x onerror=alert(1)>"
    conversation = chat(
        project,
        nasty,
        details=details,
        customers=(NewCustomer(None, nasty),),
        properties={nasty: nasty},
        tools=(NewTool(nasty, {nasty: nasty}, nasty, 0),),
    )
    response = client.get(path(conversation))
    assertNotContains(response, "<img src=x")
    assertNotContains(response, 'href="javascript:')


def test_nothing_said_is_said(client, project):
    assertContains(client.get(path(chat(project))), "Nothing was said in this chat.")


def test_htmx_gets_the_conversation_alone(htmx, project):
    response = htmx(path(chat(project, "Hello")))
    assertTemplateUsed(response, "browsing/_conversation.html")
    assertNotContains(response, "<html")


@pytest.mark.parametrize("turns", [1, 40])
def test_costs_the_same_statements_however_many_turns(client, project, statements, turns):
    conversation = chat(project, *["Hello", "agent: Hi"] * turns, agents=(NewAgent(name="Nora"),))
    with statements() as made:
        client.get(path(conversation))
    assert len(made) == 22, "\n".join(made)
