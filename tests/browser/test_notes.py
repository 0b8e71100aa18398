"""Notes as people make them: with keys, on words they select, with others, without a network."""

import re

import pytest
from playwright.sync_api import expect

from annotations import notes
from annotations.models import Note
from annotations.places import Place
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]
SAID = ["Where is 🪑 my order?\r\nIt was <due> on Monday.", "agent: Tomorrow.", "Thanks"]
CHOSEN = "order?\r\nIt was <due>"
SELECT = """([from, to]) => {
  const part = document.querySelector("#turn-1 .text");
  const texts = [...part.childNodes].filter((node) => node.nodeType === 3);
  const range = document.createRange();
  range.setStart(texts[0], texts[0].data.indexOf(from));
  range.setEnd(texts.at(-1), texts.at(-1).data.indexOf(to) + to.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def organization(live):
    ada, bob = UserFactory(name="Ada Lovelace"), UserFactory(name="Bob Brown")
    organization = OrganizationFactory(slug=f"notes-{ada.pk}", name="Notes")
    for person in (ada, bob):
        MembershipFactory(organization=organization, user=person)
    organization.ada, organization.bob = Actor(ada), Actor(bob)
    return organization


@pytest.fixture
def talk(organization):
    return chat(Project.objects.of(organization).get(), *SAID)


@pytest.fixture
def open_talk(live, organization, talk, page, sign_in):
    def open_talk(more=""):
        sign_in(page, organization.ada.person)
        page.goto(f"{live}/o/{organization.slug}/chats/{talk.pk}/{more}")
        return page

    return open_talk


def noted(page):
    return page.locator("#turn-1 .noted")


def threads(page):
    return page.locator(".thread")


def test_a_note_on_selected_words_marks_them_and_leads_both_ways(organization, talk, open_talk):
    page = open_talk()
    page.evaluate(SELECT, ["order?", "<due>"])
    page.get_by_role("button", name="Note n").click()
    expect(page.locator("#write-note q")).to_have_text("order? It was <due>")
    page.keyboard.type("Not **due** at all")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#write-note")).to_contain_text("Saved")
    expect(noted(page).first).to_have_text("order?It was <due>")
    with within(organization):
        note = Note.objects.get(conversation=talk)
    assert (note.quote, note.span_start) == (CHOSEN, SAID[0].index("order?"))
    page.get_by_role("tab", name="Summary").click()
    page.get_by_role("link", name=re.compile("1 note on turn 1")).click()
    expect(threads(page)).to_be_focused()
    expect(threads(page)).to_contain_text("Not due at all")
    threads(page).get_by_role("link", name=re.compile("Turn 1")).click()
    expect(page.locator("#turn-1")).to_be_focused()
    expect(page.locator("#turn-1")).to_have_attribute("aria-current", "true")


@pytest.mark.slow
def test_with_keys_alone_a_turn_is_noted_a_member_named_and_the_reader_back_at_the_turn(
    organization, talk, open_talk
):
    page = open_talk()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("n")
    expect(page.locator("#write-note")).to_contain_text("On turn 2")
    page.keyboard.type("Why so late, @bro")
    expect(page.get_by_role("option", name=re.compile("Bob Brown"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#write-body")).to_have_value(re.compile("@bobbrown $"))
    page.keyboard.press("Control+Enter")
    expect(threads(page)).to_have_count(1)
    expect(page.locator("#turn-2")).to_be_focused()
    expect(page.get_by_role("tab", name="Notes 1")).to_be_visible()
    with within(organization):
        assert Note.objects.get(conversation=talk).mentions.get().person == organization.bob.person


@pytest.mark.slow
def test_a_thread_is_answered_edited_resolved_and_ones_own_deleted(organization, talk, open_talk):
    notes.write(talk, "First", organization.bob, Place(turn=2))
    page = open_talk("#notes")
    page.get_by_role("tab", name="Notes").click()
    page.get_by_text("Reply", exact=True).first.click()
    page.keyboard.type("My reply")
    page.keyboard.press("Control+Enter")
    expect(threads(page)).to_contain_text("Saved")
    page.get_by_label("Edit your note").click()
    page.get_by_role("textbox", name="Your note").fill("My better reply")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(threads(page)).to_contain_text("Edited")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("0 open, 1 resolved")).to_be_visible()
    expect(page.locator("#turn-2 .note-mark")).to_have_attribute("data-state", "resolved")
    threads(page).locator("summary").first.click()
    page.get_by_role("button", name="Delete your note").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete your note").click()
    expect(threads(page)).to_contain_text("Deleted")
    expect(threads(page)).not_to_contain_text("My better reply")


@pytest.mark.slow
def test_a_note_made_without_a_network_is_kept_and_sent_once(organization, talk, open_talk):
    page = open_talk()
    page.keyboard.press("n")
    page.keyboard.type("Typed in a tunnel")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".pending")).to_contain_text("Typed in a tunnel")
    expect(page.locator("#write-body")).not_to_be_focused()
    expect(page.locator("#write-body")).to_have_value("")
    page.context.set_offline(False)
    expect(threads(page)).to_contain_text("Typed in a tunnel")
    expect(page.locator(".pending")).to_have_count(0)
    with within(organization):
        assert Note.objects.filter(conversation=talk).count() == 1


@pytest.mark.slow
def test_a_note_sent_while_the_page_is_left_is_saved_once_and_offers_no_draft(
    live, organization, talk, open_talk
):
    page = open_talk()
    page.route("**/notes/write/", lambda route: None, times=1)  # its answer never comes
    for key in ("j", "n"):
        page.keyboard.press(key)
    page.keyboard.type("Said in passing")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#turn-1")).to_be_focused()
    with page.expect_response("**/notes/write/"):
        page.goto(f"{live}/o/{organization.slug}/chats/")
    page.go_back()
    expect(threads(page)).to_contain_text("Said in passing")
    expect(page.locator("#write-body")).to_have_value("")
    expect(page.locator("#write-note")).to_contain_text("On the whole chat")
    with within(organization):
        assert Note.objects.get(conversation=talk).turn.number == 1


@pytest.mark.slow
def test_a_half_typed_note_outlives_a_reload(open_talk):
    page = open_talk()
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("Half a thou")
    page.reload()
    expect(page.locator("#write-body")).to_have_value("Half a thou")
    expect(page.locator("#write-note")).to_contain_text("On turn 1")


@pytest.mark.slow
def test_two_people_see_each_others_notes_and_lose_nothing_that_is_being_typed(
    organization, talk, open_talk
):
    page = open_talk()
    page.keyboard.press("n")
    page.keyboard.type("I am still typing")
    notes.write(talk, "From Bob", organization.bob, Place(turn=3))
    expect(threads(page)).to_contain_text("From Bob")
    expect(page.locator("#turn-3 .note-mark")).to_be_visible()
    expect(page.locator("#write-body")).to_have_value("I am still typing")
    expect(page.locator("#write-body")).to_be_focused()


@pytest.mark.slow
def test_an_address_of_a_note_opens_its_thread(organization, talk, open_talk):
    thread = notes.write(talk, "Settled", organization.bob, Place(turn=2))
    notes.resolve(thread, organization.bob)
    page = open_talk(f"?turn=2#note-{thread.public_id}")
    expect(threads(page)).to_be_focused()
    expect(threads(page)).to_contain_text("Settled")
