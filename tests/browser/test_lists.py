"""Lists in Chromium: keys, search as one types, a conversation beside its list, news."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from conversations.tasks import write_insights
from organizations.models import Project
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]


@pytest.fixture
def acme(live):
    user = UserFactory()
    organization = OrganizationFactory(slug=f"lists-{user.pk}", name="Lists")
    MembershipFactory(organization=organization, user=user)
    organization.user = user
    return organization


@pytest.fixture
def send(acme):
    return partial(chat, Project.objects.of(acme).get())


@pytest.fixture
def chats(live, acme, page, sign_in):
    """Opens the list of chats at this width."""

    def open_list(width=1440):
        page.set_viewport_size({"width": width, "height": 900})
        sign_in(page, acme.user)
        page.goto(f"{live}/o/{acme.slug}/chats/")
        return page

    return open_list


def test_keys_go_through_rows_and_open_one_on_its_page(send, chats):
    send("The older one")
    send("The newer one")
    page = chats(width=1200)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The newer one")
    page.go_back()
    expect(page.locator("#results").get_by_text("2 chats")).to_be_visible()


def test_search_finds_as_one_types_and_stays_in_the_address(send, chats):
    send("My order is non-refundable")
    send("Something else")
    page = chats()
    page.keyboard.press("/")
    page.keyboard.type("efundab")
    expect(page.get_by_text("1 chat matches")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("efundab")
    expect(page).to_have_url(re.compile(r"\?q=efundab$"))
    page.reload()
    expect(page.get_by_text("1 chat matches")).to_be_visible()
    page.get_by_role("button", name="Clear the search").click()
    expect(page.get_by_text("2 chats")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("button", name="Clear the search")).to_be_hidden()


def test_a_conversation_opens_beside_its_list_on_a_wide_screen(send, chats):
    send("Where is my parcel?", "agent: It left our depot this morning.")
    page = chats(width=1440)
    page.get_by_role("link", name="Where is my parcel?").click()
    beside = page.get_by_role("region", name="Conversation")
    expect(beside.get_by_text("It left our depot this morning.")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/chats/[^/?#]+/$"))
    expect(page).to_have_title("Where is my parcel? · Parley")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("table")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.go_back()
    expect(beside).to_be_hidden()


def test_a_conversation_beside_its_list_is_closed_by_esc_or_by_its_button(send, chats):
    send("Where is my parcel?", "agent: It left our depot this morning.")
    page = chats(width=1440)
    title = page.get_by_role("link", name="Where is my parcel?")
    beside = page.get_by_role("region", name="Conversation")
    title.click()
    expect(beside).to_be_focused()
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(title).to_be_focused()
    expect(page).to_have_title("Chats · Parley")
    expect(page).to_have_url(re.compile(r"/chats/$"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Close the chat").click()
    expect(beside).to_be_hidden()


@pytest.mark.slow
def test_a_conversation_beside_its_list_stays_as_long_as_something_is_typed(send, chats):
    send("Where is my parcel?", "agent: It left our depot this morning.")
    page = chats(width=1440)
    page.get_by_role("link", name="Where is my parcel?").click()
    page.get_by_role("button", name="Edit summary").click()
    field = page.get_by_role("textbox", name="Summary")
    field.fill("It is late")
    page.get_by_role("tab", name="Details").click()
    page.get_by_role("button", name="Close the chat").click()
    expect(field).to_be_focused()
    expect(field).to_have_value("It is late")


def test_news_come_by_themselves_and_a_title_when_it_is_written(acme, send, chats):
    send("Hello", "I want to return my oak table for a refund")
    page = chats()
    expect(page.get_by_text("Title and summary are being written")).to_be_visible()
    page.get_by_role("checkbox", name="Select Hello").check()
    send("Another one")
    write_insights(acme.pk)
    title = page.get_by_role("link", name="Return my oak table for a refund")
    expect(title).to_be_visible()
    expect(page.get_by_role("checkbox", name="Select Return my oak table")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Select Return my oak table")).to_be_checked()
    expect(page.locator(".bulk .selected")).to_have_text("1 chat selected")
    expect(page.get_by_text("1 new")).to_be_visible()
    page.get_by_text("1 new").click()
    expect(page.get_by_role("link", name="Another one")).to_be_visible()
