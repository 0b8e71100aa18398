"""Acts on many rows in Chromium: chosen by keys and mouse, done by the worker, undone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conversations.models import Conversation
from organizations.models import Project
from organizations.tenancy import within
from tests.browser.test_accessible import RUN
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]


@pytest.fixture
def acme(live, page, sign_in):
    user = UserFactory(name="Bulk")
    acme = OrganizationFactory(slug=f"bulk-{user.pk}")
    MembershipFactory(organization=acme, user=user, role="admin")
    sign_in(page, user)
    acme.user = user
    return acme


@pytest.fixture
def chats(live, acme, page):
    """chats(5): the list of so many, Chat 5 on top, at this width."""

    def open_list(n, width=1200):
        project = Project.objects.of(acme).get()
        for number in range(1, n + 1):
            chat(project, f"Chat {number}")
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live}/o/{acme.slug}/chats/")
        return page

    return open_list


def wrong(page):
    page.evaluate(Axe().axe_script)
    return page.evaluate(RUN)["violations"]


def ticked(page):
    return page.locator("tbody .w-check input:checked")


def tag_all(page, name):
    page.get_by_label("matching").check()
    page.keyboard.press("t")
    page.get_by_label("Tags", exact=True).fill(name)
    page.keyboard.press("Enter")


def test_rows_are_chosen_by_keys_and_shift_and_all_that_match_are_tagged_and_untagged(
    chats, work, acme
):
    page = chats(52)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".bulk .selected")).to_have_text("1 chat selected")
    page.keyboard.press("Escape")
    expect(page.locator(".bulk")).to_be_hidden()
    boxes = page.locator("tbody .w-check input")
    boxes.nth(1).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(ticked(page)).to_have_count(4)
    tag_all(page, "looked at")
    strip = page.locator("#bulk-job")
    expect(strip).to_contain_text("Tag 52 chats “looked at”")
    work()
    expect(strip).to_contain_text("52 changed")
    expect(page.locator("tbody .tag").first).to_have_text("looked at")
    strip.get_by_role("button", name="Undo").click()
    expect(strip).to_contain_text("Undo: Tag 52 chats")
    work()
    expect(strip).to_contain_text("52 restored")
    expect(page.locator("tbody .tag")).to_have_count(0)


@pytest.mark.slow
def test_a_delete_is_asked_about_by_keyboard_and_its_rows_go(chats, work, acme):
    page = chats(3)
    for key in ("j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(ticked(page)).to_have_count(3)
    page.get_by_role("button", name="Delete…").focus()
    page.keyboard.press("Enter")
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("Delete 3 chats?")
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    page.get_by_role("button", name="Delete…").click()
    question.get_by_role("button", name="Delete 3 chats").click()
    expect(page.locator("#bulk-job")).to_contain_text("Delete 3 chats")
    work()
    expect(page.locator("#bulk-job")).to_contain_text("3 deleted")
    expect(page.locator("tbody tr")).to_have_count(0)


@pytest.mark.slow
def test_without_scripts_the_boxes_and_the_bar_still_work(live, acme, browser, sign_in, work):
    chat(Project.objects.of(acme).get(), "Hello")
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, acme.user)
    page.goto(f"{live}/o/{acme.slug}/chats/")
    page.get_by_label("Select Hello").check()
    page.get_by_role("button", name="Tag…", exact=True).click()
    page.get_by_label("Tags", exact=True).fill("plain")
    page.get_by_role("button", name="Tag 1 chat").click()
    expect(page.get_by_role("heading", name="Tag 1 chat “plain”")).to_be_visible()
    work()
    page.reload()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Undo: Tag 1 chat")).to_be_visible()
    work()
    with within(acme):
        assert not Conversation.objects.filter(taggings__tag__name="plain").exists()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_bar_and_its_question_have_nothing_for_axe(chats, scheme, width):
    page = chats(52, width)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.locator("tbody .w-check input").first.check()
    found = wrong(page)
    page.get_by_role("button", name="Delete…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found += wrong(page)
    assert not found, found
    for part in ("document.documentElement", "document.querySelector('.bulk')"):
        assert page.evaluate(f"{part}.scrollWidth <= {part}.clientWidth"), part
