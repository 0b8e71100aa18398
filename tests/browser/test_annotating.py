"""Tags, scores and the review state in Chromium: by keys, without a network, two people at once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from annotations import annotate, score_configs, scores
from annotations.models import Note, Score, Tagging
from annotations.score_configs import Wording
from conversations.models import Conversation
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import NOON, MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]
SOON = 15_000  # ms: a round of news, on a loaded machine
QUESTIONS = [
    ("boolean", "conversation", Wording("Solved")),
    ("choice", "conversation", Wording("Handover", choices=["Too late", "On time"])),
    ("number", "conversation", Wording("Tone", "", None, Decimal(1), Decimal(5), Decimal(1))),
    ("number", "conversation", Wording("Facts", "", None, Decimal(0), Decimal(100), Decimal(5))),
    ("text", "conversation", Wording("Next step")),
    ("boolean", "turn", Wording("Right")),
]


@pytest.fixture
def acme(live):
    user = UserFactory(name="Ada")
    organization = OrganizationFactory(slug=f"annotating-{user.pk}", name="Annotating")
    MembershipFactory(organization=organization, user=user, role="admin")
    organization.user = user
    for question in QUESTIONS:
        score_configs.make(organization, *question, Actor(user))
    return organization


@pytest.fixture
def talk(acme):
    return chat(Project.objects.of(acme).get(), "Where is it?", "agent: On its way", "Thanks")


@pytest.fixture
def show(live, acme, talk, sign_in):
    """Opens the chat in a browser page, as the owner or as somebody else."""

    def show(page, user=None, part="Annotate"):
        sign_in(page, user or acme.user)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{live}/o/{acme.slug}/chats/{talk.pk}/")
        if part:
            page.get_by_role("tab", name=part).click()
        return page

    return show


@pytest.fixture
def rows(acme, talk):
    def read(model):
        with within(acme):
            return list(model.objects.of(acme).filter(conversation=talk).order_by("pk"))

    return read


def scored(page, name):
    """The question of that name."""
    return page.locator(".score", has=page.get_by_text(name, exact=True))


def tags(page):
    return page.locator("#tags .tag .cut")


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


def test_what_is_done_without_a_network_is_sent_once_when_it_is_back(page, show, rows):
    show(page)
    page.context.set_offline(True)
    page.keyboard.press("5")
    expect(page.locator("unsent-changes")).to_contain_text("No connection. 1 change is kept")
    expect(scored(page, "Tone")).to_contain_text("not sent yet")
    page.keyboard.press("t")
    page.keyboard.type("late")
    page.keyboard.press("Enter")
    expect(page.locator("[data-pending]")).to_have_text("late")
    page.get_by_label("Next step").fill("Call back")
    page.get_by_label("Facts").focus()
    expect(page.locator("unsent-changes")).to_contain_text("3 changes are kept")
    page.context.set_offline(False)
    expect(page.locator("unsent-changes")).to_be_hidden(timeout=SOON)
    expect(page.locator("[data-pending]")).to_have_count(0, timeout=SOON)
    expect(tags(page)).to_have_text(["late"])
    expect(scored(page, "Tone")).to_contain_text("Saved")
    assert [one.value for one in rows(Score)] == [5, "Call back"]
    assert len(rows(Tagging)) == 1


@pytest.mark.slow
def test_a_page_left_or_loaded_anew_loses_nothing(page, show, rows):
    show(page)
    page.route("**/tags/", lambda route: route.abort())
    page.keyboard.press("t")
    page.keyboard.type("late")
    page.keyboard.press("Enter")
    expect(page.locator("unsent-changes")).to_contain_text("1 change is kept")
    page.reload()
    expect(page.locator("unsent-changes")).to_contain_text("1 change is kept")
    page.unroute("**/tags/")
    expect(tags(page)).to_have_text(["late"], timeout=SOON)
    page.keyboard.press("4")
    page.reload()  # before the answer came
    expect(page.get_by_role("radio", name="4")).to_be_checked(timeout=SOON)
    assert len(rows(Tagging)) == len(rows(Score)) == 1


@pytest.mark.slow
def test_an_answer_that_got_lost_is_taken_once(page, show, rows):
    show(page)

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/scores/*/", lose, times=1)
    page.keyboard.press("3")
    expect(page.locator("unsent-changes")).to_contain_text("1 change is kept")
    expect(page.locator("unsent-changes")).to_be_hidden(timeout=SOON)
    assert [one.value for one in rows(Score)] == [3]


@pytest.mark.slow
def test_what_the_server_refuses_later_stays_readable(page, acme, show):
    show(page)
    page.context.set_offline(True)
    page.keyboard.press("t")
    page.keyboard.type("x" * 300)
    page.keyboard.press("Shift+Enter")
    expect(page.locator("unsent-changes")).to_contain_text("1 change is kept")
    page.context.set_offline(False)
    expect(page.locator("unsent-changes")).to_contain_text("was not taken", timeout=SOON)
    expect(page.locator("unsent-changes")).to_contain_text("xxx")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("unsent-changes")).to_be_hidden()


@pytest.mark.slow
def test_two_people_see_each_others_changes_and_lose_nothing(page, new_context, acme, show):
    other = UserFactory(name="Bob")
    MembershipFactory(organization=acme, user=other)
    show(page)
    theirs = show(new_context().new_page(), other)
    page.get_by_label("Next step").fill("I am still typing")
    page.keyboard.press("Home")
    theirs.keyboard.press("r")
    theirs.keyboard.press("2")
    expect(scored(theirs, "Tone")).to_contain_text("Saved")
    expect(scored(page, "Tone")).to_contain_text("Bob: 2", timeout=SOON)
    expect(page.get_by_role("radio", name="Reviewed")).to_be_checked()
    expect(page.get_by_label("Next step")).to_have_value("I am still typing")
    expect(page.get_by_label("Next step")).to_be_focused()


@pytest.mark.slow
def test_who_was_signed_out_loses_nothing(page, acme, show, sign_in, rows):
    show(page)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("5")
    page.wait_for_url("**/accounts/login/**")
    assert not rows(Score)
    show(page)
    expect(page.get_by_role("radio", name="5")).to_be_checked(timeout=SOON)
    page.context.clear_cookies(name="csrftoken")  # as who signs in anew in another tab
    with page.expect_response(lambda answer: "/scores/" in answer.url and answer.ok):
        page.keyboard.press("4")
    expect(page.locator("unsent-changes")).to_be_hidden()
    assert [one.value for one in rows(Score)] == [5, 4]


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
    expect(page.locator("unsent-changes")).to_be_hidden(timeout=SOON)
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
        for _ in range(75):
            if rows.count() == number:
                break
            page.wait_for_timeout(200)
        return rows.count()


def judge_by_keys(page):
    """A tag, a score, a note on the second turn, reviewed."""
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
