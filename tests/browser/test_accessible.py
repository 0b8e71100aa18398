"""axe-core over every page, light and dark, on a desk and on a phone: no violation."""

from decimal import Decimal
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from annotations import notes, score_configs, scores, tags
from annotations.annotate import tag
from annotations.models import Tag
from annotations.places import Place
from annotations.score_configs import Wording
from annotations.tags import change
from conversations.models import Agent, Customer
from conversations.new import NewAgent, NewCustomer, NewEndpoint, NewTool
from conversations.tasks import write_insights
from organizations import generators
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import (
    ApiKeyFactory,
    InvitationFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)
from tests.talk import call, chat
from webhooks import endpoints
from webhooks.models import Delivery
from webhooks.outcome import Outcome, note
from webhooks.publish import send_test

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]
THEMES = ["light", "dark"]
RUN = "axe.run(document, {resultTypes: ['violations'], preload: false})"  # preload breaks the CSP
WIDER = "document.documentElement.scrollWidth > innerWidth"

UNFOLD = """addEventListener("load", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
})"""


@pytest.fixture
def acme(live):
    user = UserFactory()
    acme = OrganizationFactory(slug=f"accessible-{user.pk}", name="Accessible & Sons")
    MembershipFactory(organization=acme, user=user, role="owner")
    acme.owner = user
    return acme


@pytest.fixture
def look(live, page, acme):
    """Opens an address and looks at it in each size and theme; tells at the end what is wrong."""
    found = []

    def look(address, *clicks):
        page.set_viewport_size(SIZES[0])
        page.goto(f"{live}{address.format(acme=f'/o/{acme.slug}')}")
        for role, name in clicks:
            page.get_by_role(role, name=name).first.click()
        page.evaluate(Axe().axe_script)
        for size, theme in product(SIZES, THEMES):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
            where = f"{address} {size['width']} {theme}"
            found.extend(f"{where}: {wrong}" for wrong in told(page.evaluate(RUN)["violations"]))
            if page.evaluate(WIDER):
                found.append(f"{where}: wider than the screen")

    yield look
    assert not found, "\n\n".join(found)


def told(violations):
    for rule in violations:
        for node in rule["nodes"]:
            yield f"{rule['id']}: {node['html']}\n{node['failureSummary']}"


@pytest.fixture
def talks(acme):
    """A chat and a call with all that a page can show of one."""
    project = Project.objects.of(acme).get()
    tools = (
        NewTool("FindOrder", {"number": [1, {"a": 2}]}, {"error": "timed out"}, 5_000, 5_300),
        NewTool("Send", {}, "sent", 15_000),
    )
    parties = {
        "agents": (NewAgent(name="Nora", prompt="Be kind", endpoint=endpoint()),),
        "customers": (NewCustomer("+4915112345", "ليلى حداد"), NewCustomer(None, "Marta")),
    }
    said = ["Where is my order RT-90127?", "agent: I look it up.", "Thanks", "agent: It is late."]
    facts = {"sentiment": "negative", "rating": 2, "is_escalated": True, "language": "en"}
    more = {"properties": {"tier": "gold", "deep": {"a": [1]}}, "trace_id": "t-1", **facts}
    conversations = (
        chat(project, *said, tools=tools, tags=["vip", "late", "refund"], **parties, **more),
        call(project, *said, tools=tools, **parties, **more),
    )
    write_insights(acme.pk)
    with within(acme):
        for conversation in conversations:
            judge(acme, conversation)
    return conversations


def judge(acme, conversation):
    """All that the panel can show: each kind of score, answered and not, tags on a turn."""
    ada, bob = Actor(acme.owner), Actor(UserFactory(name="Bob"))
    name = f"of {conversation.kind}"
    wordings = {
        "boolean": Wording(f"Solved {name}", "Did it help?"),
        "choice": Wording(f"Handover {name}", choices=["Late", "On time"]),
        "number": Wording(f"Tone {name}", "", None, Decimal(1), Decimal(5), Decimal(1)),
        "text": Wording(f"Next {name}"),
    }
    made = [score_configs.make(acme, k, "conversation", w, ada) for k, w in wordings.items()]
    for author, value in ((ada, True), (bob, False)):
        scores.score(conversation, made[0], value, author)
    scores.score(conversation, made[3], "Call back", ada)
    score_configs.archive(made[3], ada)
    for colour in Tag.Colour.values:
        tag(conversation, [f"{colour} {name}"], ada, Place(turn=2))
        change(Tag.objects.of(acme).get(name=f"{colour} {name}"), ada, colour=colour)


def endpoint():
    return NewEndpoint(type="PHONE", value="+4930123456")


@pytest.mark.slow
def test_entrances(look):
    for address in ("/accounts/login/", "/accounts/password/reset/", "/nowhere/"):
        look(address)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_reference_of_the_apis(look, page):
    look("/reference/roark/")
    page.add_init_script(UNFOLD)
    look("/reference/rest/")


@pytest.mark.slow
def test_lists(look, page, acme, sign_in, talks):
    sign_in(page, acme.owner)
    for address in (
        "chats/",
        "calls/",
        "chats/?q=order",
        "chats/?q=xyzzy&notes=yes",
        f"chats/?q={'W' * 199}&agent={'V' * 150}",
        "chats/filters/",
    ):
        look("{acme}/" + address)
    look("{acme}/chats/?since=tomorrow&tag_any=vip")


@pytest.mark.slow
def test_empty_lists(look, page, acme, sign_in):
    sign_in(page, acme.owner)
    look("{acme}/chats/")
    look("{acme}/calls/")


@pytest.mark.slow
def test_conversations(look, page, acme, sign_in, talks):
    sign_in(page, acme.owner)
    for conversation in talks:
        here = f"{{acme}}/{conversation.kind}s/{conversation.pk}/"
        look(f"{here}?q=order#turn-2", ("group", "Tool FindOrder"))
        look(here, ("tab", "Details"))
        for panel in ("Annotate", "Notes", "History"):
            look(here, ("tab", panel))
    look(here, ("tab", "Summary"), ("button", "Edit title"))
    look(f"{here}json/")
    look(f"{{acme}}/conversations/{conversation.pk}/title/")


@pytest.mark.slow
def test_notes(look, page, acme, sign_in, talks):
    sign_in(page, acme.owner)
    page.add_init_script(UNFOLD)
    talk, owner = talks[0], Actor(acme.owner)
    thread = notes.write(talk, "# Why\n\n- `code`\n\n> quote", owner, Place(turn=1, span=(0, 5)))
    notes.edit(notes.reply(thread, "Since", owner), "Because", owner)
    notes.resolve(notes.write(talk, "| a |\n|---|\n| b |", owner, Place(turn=2)), owner)
    notes.delete(notes.write(talk, "Gone", owner), owner)
    notes.write(talk, f"@{acme.owner.email} look", Actor())
    look(f"{{acme}}/chats/{talk.pk}/", ("tab", "Notes"))
    look("{acme}/mentions/")


@pytest.mark.slow
def test_people(look, page, acme, sign_in, talks):
    sign_in(page, acme.owner)
    with within(acme):
        agent, customer = Agent.objects.of(acme).get(), Customer.objects.of(acme).first()
    look(f"{{acme}}/agents/{agent.pk}/")
    look(f"{{acme}}/customers/{customer.pk}/")


@pytest.mark.slow
def test_settings(look, page, acme, sign_in):
    sign_in(page, acme.owner)
    InvitationFactory(organization=acme)
    ApiKeyFactory(organization=acme, project=Project.objects.of(acme).get())
    for name in ("members", "members/invite", "keys", "keys/new", "projects", "organization"):
        look(f"{{acme}}/settings/{name}/")
    page.add_init_script(UNFOLD)
    look("{acme}/settings/keys/new/")  # with its scopes, to choose one by one


@pytest.mark.slow
def test_titles(look, page, acme, sign_in):
    sign_in(page, acme.owner)
    look("{acme}/settings/titles/")
    with within(acme):
        generators.use_server(acme, None, f"https://ai.example/{'v' * 400}", "m" * 128, "sk-4711")
    look("{acme}/settings/titles/", ("button", "Try it"))


@pytest.mark.slow
def test_webhooks(look, page, acme, sign_in):
    sign_in(page, acme.owner)
    project = Project.objects.of(acme).get()
    webhook, _ = endpoints.add(project, None, "https://hooks.example.com/", ["ISSUE_OPENED"])
    send_test(webhook)
    with within(acme):
        delivery = Delivery.objects.of(acme).get()
    note(acme, webhook.pk, {delivery.pk: Outcome(12, 503, "try later", "It answered 503.")})
    here = f"{{acme}}/settings/webhooks/{webhook.pk}/"
    for address in ("../", "../new/", "", f"deliveries/{delivery.pk}/"):
        look(f"{here}{address}")


@pytest.mark.slow
def test_tags_and_scores(look, page, acme, sign_in, talks):
    sign_in(page, acme.owner)
    by = Actor(acme.owner)
    for colour in Tag.Colour:
        tags.make(acme, f"In {colour}", by, colour, "What it is for")
    tags.archive(tags.make(acme, "gone", by), by)
    late = tags.make(acme, "lately", by)
    config = score_configs.make(acme, "boolean", "conversation", Wording("Solved", "Help"), by)
    scores.score(talks[0], config, True, by)
    for name in ("tags", "tags/new", f"tags/{late.public_id}/merge", "scores", "scores/new"):
        look(f"{{acme}}/settings/{name}/")
    look(f"{{acme}}/settings/tags/{late.public_id}/merge/?into=late")
    look(f"{{acme}}/settings/scores/{config.public_id}/edit/")
    look(f"{{acme}}/chats/{talks[0].pk}/", ("tab", "History"))
    look(f"{{acme}}/conversations/{talks[0].pk}/history/")


@pytest.mark.slow
def test_refusals(look, page, acme, sign_in):
    sign_in(page, acme.owner)
    look("{acme}/chats/00000000-0000-7000-8000-000000000000/")
    look("/o/nobody/chats/")
    look("/accounts/password/change/")
