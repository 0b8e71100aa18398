"""One conversation in Chromium: found in, gone through, renamed, without the mouse."""

import re
from datetime import timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from conversations.new import NewAgent, NewCustomer, NewTool
from organizations.models import Project
from tests.factories import NOON, MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]
TALK = ["Where is my order?", "agent: I look", "My order of Monday", "agent: Here", "Order found"]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def acme(live):
    user = UserFactory()
    organization = OrganizationFactory(slug=f"conversation-{user.pk}", name="Conversations")
    MembershipFactory(organization=organization, user=user)
    organization.user = user
    return organization


@pytest.fixture
def send(acme):
    return partial(chat, Project.objects.of(acme).get())


@pytest.fixture
def show(live, acme, page, sign_in):
    """Opens a chat on its own page; more is a query string or a fragment."""
    sign_in(page, acme.user)
    page.set_viewport_size({"width": 1280, "height": 900})

    def show(conversation, more=""):
        page.goto(f"{live}/o/{acme.slug}/chats/{conversation.pk}/{more}")
        return page

    return show


@pytest.fixture(scope="session")
def long_talk():
    return [f"agent: Answer {n}" if n % 2 else f"Question {n} of many" for n in range(5000)]


def lit(page):
    """Where the reader was led: lit for two seconds, marked from then on."""
    return page.locator(".turn[aria-current], .tool[aria-current]")


def is_in_upper_third(page, selector):
    """Whether it comes to stand there; what is read around it may still push it."""
    turn = page.locator(selector)
    for _ in range(100):
        if 200 < turn.evaluate("turn => turn.getBoundingClientRect().top") < 400:
            return True
        page.wait_for_timeout(100)
    return False


@pytest.mark.slow
def test_find_steps_through_the_hits_by_keys(send, show):
    page = show(send(*TALK))
    found = page.locator("#found")
    page.keyboard.press("/")
    page.keyboard.type("order")
    expect(page).to_have_url(re.compile(r"\?find=order$"))  # "ord" has three hits too
    expect(found).to_have_text("1 of 3")
    page.keyboard.press("Enter")
    expect(found).to_have_text("2 of 3")
    expect(lit(page)).to_have_id("turn-3")
    expect(page.locator("mark[aria-current]")).to_have_text("order")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(found).to_have_text("3 of 3")
    page.keyboard.press("Escape")
    page.keyboard.press(".")
    expect(found).to_have_text("1 of 3")
    expect(page).to_have_url(re.compile(r"\?find=order$"))
    page.get_by_role("button", name="Clear the find").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Find in this chat")).to_be_focused()


@pytest.mark.slow
def test_a_search_comes_along_and_opens_the_tool_that_it_hit(send, show):
    tools = (NewTool("FindParcel", {"order": "RT-9"}, {}, 15_000),)
    page = show(send("Hello", "agent: I look", tools=tools), "?q=rt-9")
    expect(page.locator("#found")).to_have_text("1 of 1")
    expect(lit(page)).to_have_id("tool-1")
    expect(page.locator("mark")).to_be_visible()


def test_a_title_is_edited_by_keys_and_escape_leaves_it(send, show):
    page = show(send("Where is it?"))
    heading = page.get_by_role("heading", level=1)
    page.keyboard.press("e")
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()
    page.keyboard.type("Not this")
    page.keyboard.press("Escape")
    expect(heading).to_have_text("Where is it?")
    page.keyboard.press("e")
    page.keyboard.type("The lost parcel")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("The lost parcel")
    expect(page.get_by_role("button", name="Edit title")).to_be_focused()
    expect(page).to_have_title("The lost parcel · Parley")
    expect(page.get_by_text("The title was given by a person.")).to_be_visible()
    page.reload()
    expect(heading).to_have_text("The lost parcel")
    page.keyboard.press("e")
    page.get_by_role("button", name="Give back").press("Enter")
    expect(heading).to_have_text("Where is it?")
    expect(page.get_by_text("The title was given by a person.")).to_be_hidden()


@pytest.mark.slow
def test_brackets_go_through_the_list_that_it_was_opened_from(acme, send, show):
    for minutes, line in enumerate(["First order", "Another thing", "Second order"]):
        last = send(line, started_at=NOON - timedelta(minutes=minutes), ended_at=None)
    page = show(last, "?q=order")
    expect(page.get_by_text("2 of 2 in “order”")).to_be_visible()
    page.keyboard.press("[")
    expect(page.get_by_role("heading", level=1)).to_have_text("First order")
    page.wait_for_load_state()
    page.keyboard.press("[")
    page.keyboard.press("]")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second order")
    page.get_by_role("link", name="Chats", exact=True).last.click()
    expect(page).to_have_url(re.compile(r"/chats/\?q=order$"))


def test_keys_go_through_the_turns_and_a_link_marks_its_turn(send, show, page):
    page.clock.install(time=NOON)
    show(send(*TALK))
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("#turn-2")).to_be_focused()
    page.clock.pause_at(NOON + timedelta(hours=1))
    page.get_by_role("link", name="Turn 4").click()
    expect(page).to_have_url(re.compile("#turn-4$"))
    expect(page.locator("[data-lit]")).to_have_id("turn-4")
    page.clock.run_for(2_000)
    expect(page.locator("[data-lit]")).to_have_count(0)
    expect(lit(page)).to_have_id("turn-4")


@pytest.mark.slow
def test_five_thousand_turns_open_at_once_and_hold_their_place(send, show, long_talk):
    conversation = send(*long_talk)
    page = show(conversation)
    expect(page.locator("#turn-1")).to_be_visible()
    assert page.locator(".turn").count() < 400
    page = show(conversation, "?a#turn-4000")
    expect(lit(page)).to_have_id("turn-4000")
    expect(page.locator("#turn-4050")).to_be_attached()  # what stands near is read too
    assert is_in_upper_third(page, "#turn-4000")
    for _ in range(6):
        page.keyboard.press("j")
    expect(page.locator("#turn-4006")).to_be_focused()
    assert is_in_upper_third(page, "#turn-4006")


@pytest.mark.slow
def test_find_and_links_reach_all_of_a_long_transcript(send, show, long_talk):
    page = show(send(*long_talk, "And a zebra"))
    page.keyboard.press("/")
    page.keyboard.type("zebra")
    expect(page.locator("#found")).to_have_text("1 of 1")
    expect(lit(page)).to_have_id("turn-5001")
    page.evaluate("location.hash = '#turn-2500'")
    expect(lit(page)).to_have_id("turn-2500")
    page.mouse.move(500, 500)
    page.mouse.wheel(0, -8_000)
    expect(page.locator("#turn-2390")).to_be_attached()


def test_tabs_by_arrows_json_only_when_it_is_looked_at_and_the_choice_stays(send, show):
    asked = []
    conversation = send(*TALK)
    page = show(conversation)
    page.on("request", lambda request: asked.append(request.url.endswith("/json/")))
    page.get_by_role("tab", name="Details").click()
    expect(page.get_by_role("tabpanel", name="Details")).to_be_visible()
    assert not any(asked)
    page.get_by_text("JSON", exact=True).click()
    expect(page.get_by_label(re.compile("JSON of chat"))).to_contain_text(str(conversation.pk))
    page.get_by_role("tab", name="Details").press("ArrowRight")
    expect(page.get_by_role("tabpanel", name="History")).to_contain_text("The chat arrived")
    page.reload()
    expect(page.get_by_role("tab", name="History")).to_have_attribute("aria-selected", "true")


@pytest.mark.slow
def test_the_transcript_is_copied_as_text(send, show, page):
    page.clock.install(time=NOON)
    show(send(*TALK))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.pause_at(NOON + timedelta(hours=1))  # it says so for a moment only
    page.get_by_role("button", name="Copy transcript").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "My order of Monday" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.slow
def test_on_a_phone_the_panel_is_a_sheet_that_grows(send, show, page):
    page.set_viewport_size(PHONE)
    show(send(*TALK, title="A long title without any end " * 8))
    panel = page.locator(".panel")
    before = panel.bounding_box()["height"]
    page.get_by_role("button", name="Resize the panel").click()
    assert panel.bounding_box()["height"] > before
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_names_and_parameters_without_a_space_stay_within_the_page(send, show, page, width):
    who = {"agents": (NewAgent(name="A" * 200),), "customers": (NewCustomer(label="C" * 200),)}
    tool = NewTool("t" * 200, {"p" * 120: "q" * 800}, {"error": "E" * 400}, 15_000)
    show(send("x" * 900, "agent: Here", tools=(tool,), **who))
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(".tool summary").click()
    expect(page.locator(".tool td")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.slow
def test_a_title_from_right_to_left_leaves_room_for_the_review(send, show):
    page = show(send("Hello", title="رقم الطلب وكان من المفترض أن يصل"))
    edit = page.get_by_role("button", name="Edit title").bounding_box()
    words = page.evaluate("""() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(".head h1"));
        return range.getBoundingClientRect().right; }""")
    review = page.locator("#review").bounding_box()
    assert edit["x"] < words <= review["x"]


@pytest.mark.slow
def test_beside_its_list_it_finds_and_links_as_on_its_own(live, acme, send, page, sign_in):
    send(*TALK)
    sign_in(page, acme.user)
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(f"{live}/o/{acme.slug}/chats/?q=monday")
    page.get_by_role("link", name="Where is my order?").click()
    beside = page.get_by_role("region", name="Conversation", exact=True)
    expect(lit(beside)).to_have_id("turn-3")
    beside.get_by_role("link", name="Turn 5").click()
    expect(lit(beside)).to_have_id("turn-5")
    beside.get_by_role("textbox", name="Find in this chat").fill("order")
    expect(beside.locator("#found")).to_have_text(re.compile("of 3"))
    expect(page.get_by_role("table")).to_be_visible()


@pytest.mark.slow
def test_each_tab_of_the_panel_keeps_its_place(send, show):
    page = show(send("Hello", properties={f"key{n}": n for n in range(60)}))
    panel = page.locator(".panel")
    page.get_by_role("tab", name="Details").click()
    panel.evaluate("panel => (panel.scrollTop = 300)")
    page.get_by_role("tab", name="Summary").click()
    assert panel.evaluate("panel => panel.scrollTop") == 0
    page.get_by_role("tab", name="Details").click()
    assert panel.evaluate("panel => panel.scrollTop") == 300


@pytest.mark.slow
def test_on_a_low_screen_the_sheet_begins_folded_and_a_tab_unfolds_it(send, show):
    page = show(send("Hello"))
    page.set_viewport_size({"width": 720, "height": 450})  # as 1440 by 900 at 200 %
    panel = page.locator(".panel")
    assert panel.bounding_box()["height"] < 70
    page.get_by_role("tab", name="Annotate").click()
    expect(page.get_by_role("combobox", name="Add a tag")).to_be_visible()
    assert panel.bounding_box()["height"] > 180
