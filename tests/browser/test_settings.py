"""The settings pages in Chromium: forms in place, a question before what can not be undone."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from annotations import score_configs, tags
from annotations.score_configs import Wording
from organizations import keys
from organizations.actors import Actor
from organizations.models import ApiKey, Membership, Project
from organizations.tenancy import within
from tests.factories import ApiKeyFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]


@pytest.fixture
def acme(live):
    user = UserFactory()
    acme = OrganizationFactory(slug=f"settings-{user.pk}")
    acme.owner = MembershipFactory(organization=acme, user=user, role="owner")
    return acme


@pytest.fixture
def settings(live, page, acme):
    """The settings pages, opened by their name; the owner is signed in."""
    client = Client()
    client.force_login(acme.owner.user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}]
    )
    return lambda name: page.goto(f"{live}/o/{acme.slug}/settings/{name}/")


def test_a_new_key_is_shown_in_place_and_a_reload_makes_no_second(settings, page, acme):
    settings("keys")
    page.get_by_role("link", name="New key").click()
    page.get_by_label("Name").fill("Storefront bot")
    page.get_by_role("button", name="Make key").click()
    shown = page.get_by_label("Key", exact=True)
    expect(shown).to_be_focused()
    secret = shown.input_value()
    assert keys.find(secret).name == "Storefront bot"
    page.reload()
    expect(page.get_by_text("Storefront bot")).to_be_visible()
    assert secret not in page.content()
    assert ApiKey.objects.of(acme).count() == 1


@pytest.mark.slow
def test_rotating_asks_first_and_cancel_changes_nothing(settings, page, acme):
    key = ApiKeyFactory(organization=acme, name="Bot")
    settings("keys")
    page.get_by_role("button", name="Rotate").click()
    question = page.get_by_role("dialog", name="Rotate “Bot”?")
    expect(question).to_contain_text(f"{key.prefix}…, stops working at once")
    question.get_by_role("button", name="Cancel").click()
    assert ApiKey.objects.of(acme).active().get() == key
    page.get_by_role("button", name="Rotate").click()
    question.get_by_role("button", name="Rotate").click()
    expect(page.get_by_text("“Bot” is ready")).to_be_visible()
    assert ApiKey.objects.of(acme).active().get() != key


def test_removing_a_member_asks_by_name_and_tells_when_it_is_done(settings, page, acme):
    priya = MembershipFactory(organization=acme, user__name="Priya Nair")
    settings("members")
    page.get_by_role("button", name="Remove").click()
    question = page.get_by_role("dialog", name="Remove Priya Nair")
    question.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("status")).to_contain_text("Priya Nair is no longer a member")
    assert not Membership.objects.filter(pk=priya.pk).exists()


@pytest.mark.slow
def test_without_scripts_a_role_changes_and_a_key_is_made(settings, browser, live, page, acme):
    priya = MembershipFactory(organization=acme, user__name="Priya Nair")
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(f"{live}/o/{acme.slug}/settings/members/")
    row = plain.get_by_role("row", name="Priya Nair")
    row.get_by_role("button", name="Change or remove").click()
    row.get_by_role("link", name="Change role").click()
    plain.get_by_label("Viewer", exact=True).check()
    plain.get_by_role("button", name="Change role").click()
    expect(plain.get_by_text("Priya Nair: Viewer.")).to_be_visible()
    plain.get_by_role("link", name="API keys").click()
    plain.get_by_role("link", name="New key").click()
    plain.get_by_label("Name").fill("Bot")
    plain.get_by_role("button", name="Make key").click()
    assert keys.find(plain.get_by_label("Key", exact=True).input_value()).name == "Bot"
    priya.refresh_from_db()
    assert priya.role == "viewer"
    context.close()


@pytest.mark.slow
def test_the_focus_stays_in_what_is_swapped(settings, page, acme, live):
    MembershipFactory(organization=acme)
    settings("members")
    page.get_by_role("link", name="Change role").press("Enter")
    expect(page.locator("#members")).to_be_focused()
    page.get_by_role("link", name="Cancel").press("Enter")
    expect(page.locator("#members")).to_be_focused()
    with within(acme):
        chat(Project.objects.of(acme).get(), "Hello")
    page.goto(f"{live}/o/{acme.slug}/chats/")
    page.get_by_role("link", name="Duration").press("Enter")
    expect(page.locator("#results")).to_be_focused()


@pytest.mark.slow
def test_a_tag_is_renamed_merged_after_a_look_and_archived_with_a_way_back(settings, page, acme):
    by = Actor(acme.owner.user)
    tags.make(acme, "late", by)
    tags.make(acme, "delayed", by)
    settings("tags")
    row = page.get_by_role("row", name="late")
    row.get_by_role("link", name="Edit").click()
    page.get_by_label("Name").fill("DELAYED")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is a tag “delayed” already.")).to_be_visible()
    page.get_by_role("link", name="Merge “late” into “delayed”").click()
    expect(page.get_by_text("0 conversations get")).to_be_visible()
    page.get_by_role("button", name="Merge into “delayed”").click()
    expect(
        page.get_by_role("status").get_by_text("“late” is merged into “delayed”")
    ).to_be_visible()
    page.get_by_role("button", name="Archive").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Archive")).to_be_visible()
    with within(acme):
        assert [str(tag) for tag in tags.with_uses(acme)] == ["delayed"]


def test_a_score_is_made_and_moved_by_keyboard(settings, page, acme):
    score_configs.make(acme, "boolean", "conversation", Wording("Solved"), Actor(acme.owner.user))
    settings("scores")
    page.get_by_role("link", name="New score").click()
    page.get_by_label("Question").fill("Reason")
    expect(page.get_by_role("textbox", name="Choices")).to_be_hidden()
    page.get_by_label("One of several choices").check()
    page.get_by_role("textbox", name="Choices").fill("delivery\nrefund")
    page.get_by_role("button", name="Make score").click()
    page.get_by_role("button", name="Ask “Reason” earlier").press("Enter")
    expect(page.get_by_role("button", name="Ask “Reason” later")).to_be_focused()
    with within(acme):
        assert [str(config) for config in score_configs.configs(acme)] == ["Reason", "Solved"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_page_is_wider_than_the_screen(settings, page, acme, width):
    MembershipFactory(organization=acme, user__name="M" * 150)
    ApiKeyFactory(organization=acme, name="K" * 100)
    page.set_viewport_size({"width": width, "height": 800})
    by = Actor(acme.owner.user)
    tags.make(acme, "W" * 255, by, description="W" * 300)
    score_configs.make(acme, "text", "turn", Wording("W" * 100, "W" * 300), by)
    names = ["members", "members/invite", "keys", "keys/new", "projects", "organization"]
    for name in [*names, "tags", "tags/new", "scores", "scores/new"]:
        settings(name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
