"""Settings, Titles: what writes them, a server of one's own, a try."""

from types import SimpleNamespace

import pytest
from django.db import connection

from conversations.insights.choice import generator_for, named
from organizations import generators, tokens
from organizations.access import Act, member_required
from organizations.models import AuditEvent, GeneratorChoice, Role
from organizations.tenancy import within
from tests.models import KEY, TITLE, completion, refusal
from tests.stub import reply, stub

pytestmark = pytest.mark.usefixtures("loopback", "admin")
PAGE = "/o/acme/settings/titles/"


@pytest.fixture
def server():
    with stub(completion(tokens=1234)) as server:
        yield server


def form(server, **more):
    return {"base_url": f"{server.url}/v1", "model": "tiny-2", "key": KEY} | more


def choice(acme):
    with within(acme):
        return GeneratorChoice.objects.of(acme).first()


def shown(answer):
    return answer.content.decode()


def test_says_what_is_in_force(client, settings):
    assert "They are written offline" in shown(client.get(PAGE))
    settings.INSIGHTS_GENERATOR, settings.OPENAI_MODEL = "openai", "tiny-1"
    page = shown(client.get(PAGE))
    assert "<b>tiny-1</b>, the server of this installation" in page
    assert "the installation’s setting" in page


def test_a_saved_server_writes_from_then_on(client, acme, server):
    page = shown(client.post(PAGE, form(server, tokens_a_day=5000), follow=True))
    assert f"<b>tiny-2</b> at <code>{server.url}/v1</code>" in page
    generator = generator_for(acme)
    assert (generator.server.key, generator.budget.left) == (KEY, 5000)
    with within(acme):
        told = AuditEvent.objects.get(act="generator.chosen").detail
    assert told == {"base_url": f"{server.url}/v1", "model": "tiny-2", "tokens_a_day": 5000}


def test_the_key_is_not_shown_again_but_its_end(client, acme, server):
    pages = [client.post(PAGE, form(server), follow=True), client.get(PAGE)]
    pages += [client.post(PAGE, form(server, model="")), client.post(PAGE + "try/", form(server))]
    assert not [page for page in pages if KEY in shown(page)]
    assert f"ends in {KEY[-4:]}" in shown(pages[1])


def test_a_short_key_shows_not_even_that(client, acme, server):
    client.post(PAGE, form(server, key="short-key"))
    assert choice(acme).key_end == ""


def test_a_key_stays_while_the_address_does(client, acme, server):
    client.post(PAGE, form(server))
    client.post(PAGE, form(server, key="", model="tiny-3"))
    assert (generator_for(acme).server.key, generator_for(acme).server.model) == (KEY, "tiny-3")


def test_a_stored_key_goes_to_no_other_address(client, acme, server):
    client.post(PAGE, form(server))
    with stub(completion()) as another:
        client.post(PAGE + "try/", form(another, key=""))
        client.post(PAGE, form(another, key=""))
    assert "authorization" not in another.asked[0].headers
    assert choice(acme).sealed_key == ""


def test_a_key_that_can_not_be_read_any_more_is_asked_for(client, acme, server):
    client.post(PAGE, form(server))
    with within(acme):
        GeneratorChoice.objects.update(sealed_key="of another SECRET_KEY")
    page = shown(client.post(PAGE, form(server, key="")))
    assert "Enter it again" in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"base_url": ""}, "required"),
        ({"base_url": "models.example"}, "must begin with http"),
        ({"base_url": "ftp://models.example/v1"}, "must begin with http"),
        ({"base_url": "http://ada:word@models.example/v1"}, "user name or password"),
        ({"base_url": "https://models.example/v1?key=1"}, "Leave out what follows"),
        ({"base_url": "https://models.example:99999/v1"}, "port"),
        ({"base_url": "https://" + "a" * 500}, "at most 500"),
        ({"model": ""}, "required"),
        ({"model": "m" * 129}, "at most 128"),
        ({"key": "two words"}, "without spaces"),
        ({"key": "kéy"}, "without spaces"),
        ({"tokens_a_day": "many"}, "whole number"),
        ({"tokens_a_day": "-1"}, "greater than or equal to 0"),
        ({"tokens_a_day": "9" * 30}, "less than or equal to"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, acme, server, wrong, message):
    for page in (client.post(PAGE, form(server) | wrong), client.post(PAGE + "try/", wrong)):
        assert 'class="wrong"' in shown(page)
    assert message in shown(client.post(PAGE, form(server) | wrong))
    assert choice(acme) is None


def test_back_to_offline_by_a_click_and_to_the_server_by_another(client, acme, server):
    client.post(PAGE, form(server))
    page = shown(client.post(PAGE + "choose/", {"uses": "extractive"}, follow=True))
    assert generator_for(acme).name == "extractive"
    assert "Use tiny-2 again" in page
    client.post(PAGE + "choose/", {"uses": "openai"})
    assert generator_for(acme).server.key == KEY


def test_following_the_installation_forgets_server_and_key(client, acme, server):
    client.post(PAGE, form(server))
    client.post(PAGE + "choose/", {"uses": "installation"})
    assert choice(acme) is None
    with within(acme):
        acts = [
            event.about
            for event in AuditEvent.objects.filter(act="generator.chosen").order_by("pk")
        ]
    assert acts == ["openai", "the installation’s"]


@pytest.mark.parametrize("uses", ["", "openai", "magic"])
def test_what_is_not_offered_is_not_chosen(client, acme, uses, settings):
    """Nor the installation's server, where the installation writes offline."""
    settings.OPENAI_MODEL = "tiny-1"
    page = shown(client.post(PAGE + "choose/", {"uses": uses}, follow=True))
    assert "Choose one of what is offered" in page
    assert choice(acme) is None


def test_a_try_writes_one_title_and_stores_nothing(client, acme, server):
    page = shown(client.post(PAGE + "try/", form(server)))
    assert f"It wrote “{TITLE}”" in page
    assert "1,234 tokens" in page
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert choice(acme) is None
    with within(acme):
        assert tokens.used(acme) == 1234


def test_htmx_gets_the_outcome_alone(client, server):
    answer = client.post(PAGE + "try/", form(server), headers={"HX-Request": "true"})
    assert shown(answer).strip().startswith('<div id="tried"')


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (reply(status="401 Unauthorized"), "refuses the key"),
        (reply(status="503 Unavailable"), "in trouble"),
        (lambda asked, connection: None, "broke off"),
        (completion({"title": "<b>x</b>", "sentences": [{"text": "x", "turns": [1]}]}), "markup"),
    ],
)
def test_a_try_that_fails_says_why_after_one_request(client, answer, message):
    with stub(answer) as server:
        page = shown(client.post(PAGE + "try/", form(server)))
    assert "It didn’t work" in page
    assert message in page
    assert len(server.asked) == 1


def test_a_server_on_the_private_network_is_refused_where_nobody_named_it(
    client, acme, server, settings
):
    settings.PRIVATE_HOSTS = []
    page = shown(client.post(PAGE + "try/", form(server)))
    assert "PARLEY_PRIVATE_HOSTS doesn&#x27;t name 127.0.0.1" in page
    client.post(PAGE, form(server))
    assert "PARLEY_PRIVATE_HOSTS" in refusal(named(acme, "openai"))
    assert server.asked == []


def test_while_a_server_is_waited_for_no_organization_is_entered(client, member):
    """A transaction would be held open all that time."""
    entered = []

    @member_required(Act.READ, waits=True)
    def view(request, organization):
        entered.append(connection.organization_id)

    client.get(PAGE)
    view(SimpleNamespace(user=member.user), "acme")
    assert entered == [None]


def test_shows_no_rivals_server(client, rival):
    with within(rival):
        generators.use_server(rival, None, "https://rival.example/v1", "rivals-model", "rivals-key")
    assert "rival" not in shown(client.get(PAGE))


def test_costs_the_same_statements_with_a_server_and_without(client, server, statements):
    with statements() as without:
        client.get(PAGE)
    client.post(PAGE, form(server))
    client.get(PAGE)
    with statements() as with_one:
        client.get(PAGE)
    assert len(with_one) == len(without)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
def test_others_than_owners_and_admins_may_not(client, admin, role):
    admin.role = role
    admin.save()
    answers = [client.get(PAGE), client.post(PAGE + "try/"), client.post(PAGE + "choose/")]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "settings/titles" not in shown(client.get("/o/acme/settings/members/"))
