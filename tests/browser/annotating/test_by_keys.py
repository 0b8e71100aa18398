"""Tags, scores and the review state by keys alone; thirty conversations in a row."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from annotations import annotate, score_configs, scores
from annotations.models import Note, Score, Tagging
from annotations.score_configs import Wording
from conversations.models import Conversation
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.browser.annotating.seen import scored, tags
from tests.factories import NOON
from tests.talk import chat

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]


@pytest.fixture(autouse=True)
def undisturbed(page):
    """No round of news puts what stands in the place of what was said of an act."""
    page.route("**/annotate/news/**", lambda route: route.fulfill(status=204))


@pytest.mark.slow
def test_tags_scores_and_review_by_keys_alone(page, show, rows):
    show(page, part=None)
    page.keyboard.press("r")
    expect(page.get_by_role("radio", name="Reviewed")).to_be_checked()
    page.keyboard.press("t")
    expect(page.get_by_role("combobox", name="Add a tag")).to_be_focused()
    page.keyboard.type("late")
    expect(page.get_by_role("option", name="Make the tag “late”")).to_be_visible()
    page.keyboard.press("Enter")
    expect(tags(page)).to_have_text(["late"])
    expect(page.locator("#head-tags")).to_contain_text("late")
    expect(page.get_by_role("tab", name="Annotate")).to_have_text("Annotate 1")
    expect(page.get_by_role("combobox", name="Add a tag")).to_be_focused()
    page.keyboard.press("Escape")
    for question in ("Solved", "Handover", "Tone"):
        label = scored(page, question).locator("label[data-answer]").last
        key = label.get_attribute("data-answer")
        expect(label.locator("kbd")).to_have_text(key)
        page.keyboard.press(key)
        expect(scored(page, question)).to_contain_text("Saved")
    assert {one.value for one in rows(Score)} == {False, "On time", 5}
    page.keyboard.press("z")
    expect(scored(page, "Tone")).to_contain_text("Taken back")
    page.keyboard.press("?")
    for key in ("t", "T", "r", "z"):
        expect(page.locator("#keys").get_by_text(key, exact=True)).to_be_visible()


@pytest.mark.slow
def test_typed_scores_are_saved_on_leaving_and_a_fault_stands_beside(page, show, rows):
    show(page)
    facts, step = page.get_by_label("Facts"), page.get_by_label("Next step")
    facts.fill("97")
    facts.press("Tab")
    expect(scored(page, "Facts")).to_contain_text("In steps of 5")
    expect(facts).to_have_value("97")
    facts.fill("95")
    step.fill("Call back\nby noon")
    expect(scored(page, "Facts")).to_contain_text("Saved")
    expect(step).to_have_value("Call back\nby noon")
    page.get_by_role("radio", name="Yes").check(force=True)
    expect(scored(page, "Next step")).to_contain_text("Saved")
    assert [one.value for one in rows(Score)][0] == 95
    facts.fill("")
    facts.press("Tab")
    expect(scored(page, "Facts")).to_contain_text("Taken back")


@pytest.mark.slow
def test_a_turn_is_tagged_and_scored_by_keys_and_the_whole_again(page, show, rows):
    show(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("T")
    expect(page.get_by_role("radio", name="Turn 2")).to_be_checked()
    page.keyboard.press(
        scored(page, "Right").locator("[data-answer]").first.get_attribute("data-answer")
    )
    expect(scored(page, "Right")).to_contain_text("Saved")
    page.keyboard.press("t")
    page.keyboard.type("polite")
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("link", name="on turn 2")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_role("radio", name="Turn 3")).to_be_checked()
    page.keyboard.press("T")
    expect(page.get_by_role("radio", name="Whole chat")).to_be_checked()
    expect(scored(page, "Solved")).to_contain_text("Not scored yet")
    page.get_by_role("button", name="Remove tag polite from turn 2").click()
    expect(tags(page)).to_have_count(0)
    page.keyboard.press("z")
    expect(page.get_by_role("link", name="on turn 2")).to_be_visible()
    assert rows(Score)[0].turn_id == rows(Tagging)[0].turn_id


@pytest.mark.slow
def test_single_keys_can_be_switched_off(page, show, rows):
    show(page)
    page.evaluate("localStorage.setItem('keys', 'off')")
    page.reload()
    for key in "rt1qaT":
        page.keyboard.press(key)
    expect(page.get_by_role("radio", name="New")).to_be_checked()
    expect(page.get_by_role("combobox", name="Add a tag")).not_to_be_focused()
    assert not rows(Score)


@pytest.mark.slow
def test_fifty_tags_and_long_names_fit(page, acme, talk, show):
    by = Actor(acme.user)
    names = ["x" * 255, "ليلى حداد", "<script>", *(f"tag number {n}" for n in range(47))]
    annotate.tag(talk, names, by)
    choices = ["c" * 100, *(f"Choice {n}" for n in range(20))]
    wide = score_configs.make(
        acme, "choice", "conversation", Wording("Q" * 100, "h" * 900, choices), by
    )
    scores.score(talk, wide, "c" * 100, Actor(generator="g" * 64))
    show(page)
    expect(tags(page)).to_have_count(50)
    for width in (390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        for part in ("html", ".panel", "#panel-annotate"):
            assert page.locator(part).evaluate("part => part.scrollWidth <= part.clientWidth")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("combobox", name="Add a tag").fill("xxx")
    expect(page.get_by_role("option", name="1 use")).to_be_visible()
    assert page.locator("#known-tags").evaluate("list => list.scrollWidth <= list.clientWidth")
    page.get_by_role("combobox", name="Add a tag").fill("number 4")
    page.get_by_role("option", name="tag number 4").first.click()
    expect(page.locator("#tags .saved")).to_contain_text("Saved")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_thirty_conversations_by_keyboard_alone(page, live, acme, sign_in):
    project = Project.objects.of(acme).get()
    for n in range(30):
        at = NOON - timedelta(minutes=n)
        chat(project, f"Question {n}", "agent: An answer", started_at=at, ended_at=None)
    sign_in(page, acme.user)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live}/o/{acme.slug}/chats/")
    for key in ("j", "Enter"):
        page.keyboard.press(key)
    for n in range(30):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Question {n}")
        judge_by_keys(page)
        page.keyboard.press("]")
    expect(page.locator("unsent-changes")).to_be_hidden()
    assert reviewed(acme, page, 30) == 30
    with within(acme):
        for model in (Tagging, Score, Note):
            every = model.objects.of(acme)
            assert every.count() == every.values("conversation").distinct().count() == 30
        assert Note.objects.of(acme).filter(turn__number=2).count() == 30


def reviewed(acme, page, number):
    """How many conversations are; the last change may still be on its way."""
    with within(acme):
        rows = Conversation.objects.of(acme).filter(review_state="reviewed")
        for _ in range(300):
            if rows.count() == number:
                break
            page.wait_for_timeout(200)
        return rows.count()


def judge_by_keys(page):
    """A tag, a score, a note on the second turn, reviewed."""
    page.wait_for_load_state()
    page.keyboard.press("t")
    page.keyboard.type("seen")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    page.keyboard.press("j")
    expect(page.locator("#turn-1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#turn-2")).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Write a note")).to_be_focused()
    page.keyboard.type("Well said")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".thread")).to_have_count(1)
    page.keyboard.press("r")
    expect(page.get_by_role("radio", name="Reviewed")).to_be_checked()
