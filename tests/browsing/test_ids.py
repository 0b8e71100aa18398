"""What leads on from a conversation: its ids, and its JSON as the API shows it."""

import json

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from calls.models import CallDetails
from conversations.new import NewAgent, NewEndpoint
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.talk import call, chat

pytestmark = pytest.mark.usefixtures("member")
VAPI = "5f1c2b50-9a54-4c7e-8d3f-0a1b2c3d4e5f"


def page(conversation, below=""):
    return f"/o/acme/{conversation.kind}s/{conversation.pk}/{below}"


@pytest.fixture
def called(acme, project):
    conversation = call(project, "Hello")
    with within(acme):
        CallDetails.objects.update(vapi_call_id=VAPI, livekit_room_id="room/ü&x=1")
    return conversation


def test_ids_are_text_until_the_organization_says_where_they_lead(client, acme, called):
    response = client.get(page(called))
    assertContains(response, f"<code>{VAPI}</code>")
    acme.vapi_url, acme.livekit_url = "https://vapi.example/c/{id}", "http://lk.local/?room={id}"
    acme.save()
    response = client.get(page(called))
    assertContains(response, f'href="https://vapi.example/c/{VAPI}"')
    assertContains(response, 'href="http://lk.local/?room=room%2F%C3%BC%26x%3D1"')


def test_a_trace_id_leads_to_its_trace_and_nowhere_else(client, acme, project):
    acme.trace_url = "https://traces.example/{id}"
    acme.save()
    conversation = chat(project, "Hello", trace_id='"><script>/../x')
    response = client.get(page(conversation))
    assertContains(response, 'href="https://traces.example/%22%3E%3Cscript%3E%2F..%2Fx"')
    assertNotContains(response, "<script>/../x")


def test_an_agents_endpoint_and_prompt_are_folded(client, project):
    endpoint = NewEndpoint(type="PHONE", value="+4930123456")
    agents = (NewAgent(name="Iris", prompt="Be <kind>", endpoint=endpoint),)
    response = client.get(page(call(project, "Hello", agents=agents)))
    assertContains(response, "<summary>Prompt</summary>")
    assertContains(response, "Be &lt;kind&gt;")
    assertContains(response, "<dd>+4930123456</dd>")


@pytest.mark.parametrize("make", [chat, call])
def test_json_is_what_the_api_answers(client, htmx, acme, project, make):
    conversation = make(project, "Hello", properties={"tier": {"a": [1, "<b>"]}})
    ApiKeyFactory(organization=acme, project=project, secret="prl_secret")
    api = client.get(
        f"/v1/{make.__name__}/{conversation.pk}", headers={"Authorization": "Bearer prl_secret"}
    ).json()
    shown = htmx(page(conversation, "json/")).context["raw"]
    assert json.loads(json.dumps(shown)) == {"data": api["data"]}


def test_json_is_a_fragment_or_a_page_of_its_own(client, htmx, called):
    assertNotContains(htmx(page(called, "json/")), "<html")
    response = client.get(page(called, "json/"))
    assertContains(response, "&quot;callDirection&quot;: &quot;INBOUND&quot;")


@pytest.mark.parametrize("make", [chat, call])
def test_json_of_another_organization_is_404(client, rival, make):
    with within(rival):
        theirs = make(Project.objects.of(rival).get(), "Secret")
    assert client.get(page(theirs, "json/")).status_code == 404


@pytest.mark.parametrize("endpoints", [1, 12])
def test_costs_the_same_statements_however_many_endpoints(client, project, statements, endpoints):
    agents = tuple(
        NewAgent(name=f"Iris {n}", endpoint=NewEndpoint(type="PHONE", value=f"+49{n}"))
        for n in range(endpoints)
    )
    conversation = call(project, "Hello", agents=agents)
    with statements() as made:
        client.get(page(conversation))
    assert len(made) == 22, "\n".join(made)
