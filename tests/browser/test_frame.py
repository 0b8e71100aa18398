"""The frame in Chromium, on the hashed static files, under the Content Security Policy."""

import pytest
from playwright.sync_api import expect

from tests.factories import MembershipFactory, OrganizationFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

SECRET = "a long enough secret"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def members(live, page):
    """Signs in by the form, on to the members page of an organization of the test's own."""
    user = UserFactory()
    user.set_password(SECRET)
    user.save()
    acme = OrganizationFactory(slug=f"frame-{user.pk}", name="Frame & Sons")
    MembershipFactory(organization=acme, user=user, role="owner")
    page.set_viewport_size(DESK)
    page.goto(f"{live}/o/{acme.slug}/settings/members/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=True).fill(SECRET)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    page.wait_for_load_state()  # keys work once the scripts have come
    return page


def background(page):
    return page.evaluate("getComputedStyle(document.querySelector('.frame')).backgroundColor")


@pytest.mark.slow
def test_dark_is_remembered(members):
    light = background(members)
    members.get_by_role("button", name="your account").click()
    members.get_by_text("Dark", exact=True).click()
    assert background(members) != light
    members.reload()
    assert background(members) != light
    assert members.locator("html").get_attribute("data-bs-theme") == "dark"


@pytest.mark.slow
def test_narrow_rail_is_remembered_and_keeps_its_names(members):
    members.get_by_role("button", name="Collapse").click()
    members.reload()
    chats = members.get_by_role("link", name="Chats")
    assert chats.bounding_box()["width"] < 48
    assert chats.get_attribute("title") == "Chats"


def test_question_mark_opens_the_keys_until_they_are_switched_off(members):
    sheet = members.get_by_role("dialog", name="Keys")
    members.keyboard.press("?")
    expect(sheet).to_be_visible()
    sheet.get_by_text("Single keys work").click()
    members.keyboard.press("Escape")
    members.keyboard.press("?")
    expect(sheet).to_be_hidden()


@pytest.mark.slow
def test_rail_is_a_drawer_on_a_phone(members):
    members.set_viewport_size(PHONE)
    chats = members.get_by_role("link", name="Chats")
    expect(chats).to_be_hidden()
    members.get_by_role("button", name="Open menu").click()
    expect(chats).to_be_visible()
    members.keyboard.press("Escape")
    expect(chats).to_be_hidden()
    assert members.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.slow
def test_sign_out_tells_so(members):
    members.get_by_role("button", name="your account").click()
    members.get_by_role("button", name="Sign out").click()
    expect(members.get_by_text("You signed out.")).to_be_visible()
