"""Without a network, without a session, with others: nothing is lost, nothing is twice."""

import pytest
from playwright.sync_api import expect

from annotations.models import Score, Tagging
from tests.browser.annotating.seen import scored, tags
from tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]


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
    expect(page.locator("unsent-changes")).to_be_hidden()
    expect(page.locator("[data-pending]")).to_have_count(0)
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
    expect(tags(page)).to_have_text(["late"])
    page.keyboard.press("4")
    page.reload()  # before the answer came
    expect(page.get_by_role("radio", name="4")).to_be_checked()
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
    expect(page.locator("unsent-changes")).to_be_hidden()
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
    expect(page.locator("unsent-changes")).to_contain_text("was not taken")
    expect(page.locator("unsent-changes")).to_contain_text("xxx")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("unsent-changes")).to_be_hidden()


@pytest.mark.slow
def test_who_was_signed_out_loses_nothing(page, acme, show, sign_in, rows):
    show(page)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("5")
    page.wait_for_url("**/accounts/login/**")
    assert not rows(Score)
    show(page)
    expect(page.get_by_role("radio", name="5")).to_be_checked()
    page.context.clear_cookies(name="csrftoken")  # as who signs in anew in another tab
    with page.expect_response(lambda answer: "/scores/" in answer.url and answer.ok):
        page.keyboard.press("4")
    expect(page.locator("unsent-changes")).to_be_hidden()
    assert [one.value for one in rows(Score)] == [5, 4]


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
    expect(scored(page, "Tone")).to_contain_text("Bob: 2")
    expect(page.get_by_role("radio", name="Reviewed")).to_be_checked()
    expect(page.get_by_label("Next step")).to_have_value("I am still typing")
    expect(page.get_by_label("Next step")).to_be_focused()
