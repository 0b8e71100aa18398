"""Settings, Titles in Chromium: a server is tried, used, left and forgotten, by keyboard too."""

import pytest
from playwright.sync_api import expect

from organizations import generators
from organizations.models import GeneratorChoice
from organizations.tenancy import within
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]


@pytest.fixture
def acme(live, page, sign_in):
    """An organization whose owner is signed in and looks at the page."""
    user = UserFactory()
    acme = OrganizationFactory(slug=f"titles-{user.pk}")
    acme.owner = MembershipFactory(organization=acme, user=user, role="owner").user
    sign_in(page, user)
    page.goto(f"{live}/o/{acme.slug}/settings/titles/")
    return acme


def fill(page, address, key="sk-4711"):
    page.get_by_label("Address").fill(address)
    page.get_by_label("Model").fill("tiny-2")
    page.get_by_label("Key", exact=True).fill(key)


def test_a_try_that_fails_says_why_in_place_and_forgets_nothing_that_was_typed(page, acme):
    fill(page, "http://127.0.0.1:9/v1")
    page.get_by_role("button", name="Try it").press("Enter")
    tried = page.locator("#tried")
    expect(tried.locator(".wrong")).to_contain_text("PRIVATE_HOSTS")
    expect(page.get_by_role("button", name="Try it")).to_be_focused()
    expect(page.get_by_label("Key", exact=True)).to_have_value("sk-4711")
    with within(acme):
        assert not GeneratorChoice.objects.of(acme).exists()


def test_a_server_is_used_left_and_forgotten_after_a_question(page, acme):
    fill(page, "https://ai.example/v1")
    page.get_by_label("Key", exact=True).press("Enter")
    expect(page.get_by_text("They are written by tiny-2")).to_be_visible()
    assert "sk-4711" not in page.content()
    page.get_by_role("button", name="Back to offline").press("Enter")
    expect(page.get_by_text("They are written offline")).to_be_visible()
    page.get_by_role("button", name="Forget this server").press("Enter")
    question = page.get_by_role("dialog", name="Forget this server?")
    question.get_by_role("button", name="Forget this server").press("Enter")
    expect(page.get_by_text("That is the installation’s setting")).to_be_visible()
    expect(page.get_by_label("Model")).to_have_value("")


@pytest.mark.slow
def test_without_scripts_a_server_is_tried_used_and_forgotten(page, acme, browser):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(page.url)
    fill(plain, "http://127.0.0.1:9/v1")
    plain.get_by_role("button", name="Try it").click()
    expect(plain.locator("#tried .wrong")).to_contain_text("PRIVATE_HOSTS")
    fill(plain, "https://ai.example/v1")
    plain.get_by_role("button", name="Save and use").click()
    expect(plain.get_by_text("They are written by tiny-2")).to_be_visible()
    plain.get_by_label("Yes, forget them").check()
    plain.get_by_role("button", name="Forget this server").click()
    expect(plain.get_by_text("That is the installation’s setting")).to_be_visible()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_long_and_hostile_values_stay_text_and_within_the_screen(page, acme, width):
    model = "<script>alert(1)</script>" + "m" * 100
    with within(acme):
        generators.use_server(acme, None, f"https://ai.example/{'v' * 470}", model, "k" * 500)
    page.set_viewport_size({"width": width, "height": 800})
    page.reload()
    expect(page.get_by_label("Model")).to_have_value(model)
    expect(page.get_by_text(f"They are written by {model}")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
