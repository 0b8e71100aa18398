"""Settings, Webhooks in Chromium: the secret once, a test event that arrives while one looks."""

import re

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from organizations.models import Project
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.models import one_after_another as after
from tests.stub import reply, stub
from webhooks import endpoints
from webhooks.deliver import deliver_some
from webhooks.publish import send_test

BUSY = reply(b"try later", status="503 Busy")
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]


@pytest.fixture
def acme(live, page, sign_in):
    """An organization whose owner is signed in; .settings is where its settings stand."""
    user = UserFactory()
    acme = OrganizationFactory(slug=f"webhooks-{user.pk}")
    MembershipFactory(organization=acme, user=user, role="owner")
    sign_in(page, user)
    acme.settings = f"{live}/o/{acme.slug}/settings"
    return acme


def test_a_new_webhook_shows_its_secret_and_is_deleted_after_a_question(page, acme):
    page.goto(f"{acme.settings}/webhooks/")
    page.get_by_role("link", name="New webhook").click()
    page.get_by_label("Address").fill("https://hooks.example.com/in")
    page.get_by_role("button", name="Add webhook").click()
    expect(page.get_by_label("Signing secret", exact=True)).to_be_focused()
    expect(page).not_to_have_url(re.compile("/new/"))  # a reload makes no second
    page.wait_for_load_state()
    page.get_by_role("button", name="Delete").click()
    question = page.get_by_role("dialog", name="Delete this webhook?")
    question.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No webhooks yet")).to_be_visible()


@pytest.mark.slow
def test_a_test_event_arrives_while_one_looks(page, acme):
    with override_settings(PRIVATE_HOSTS=["127.0.0.1"]), stub(reply(b"<b>thanks")) as receiver:
        project = Project.objects.of(acme).get()
        webhook, _ = endpoints.add(project, None, receiver.url, ["CHAT_ANALYSIS_COMPLETED"])
        page.goto(f"{acme.settings}/webhooks/{webhook.pk}/")
        page.get_by_role("button", name="Send a test event").click()
        row = page.get_by_role("row", name="webhook.test")
        expect(row).to_contain_text("On its way")
        assert deliver_some(acme, webhook.pk) == 1
        expect(row).to_contain_text("Delivered")
        expect(row).to_contain_text("<b>thanks")


@pytest.mark.slow
def test_trouble_that_is_over_goes_while_one_looks_and_the_keys_stay_where_they_are(page, acme):
    with override_settings(PRIVATE_HOSTS=["127.0.0.1"]), stub(after(BUSY, reply())) as receiver:
        project = Project.objects.of(acme).get()
        webhook, _ = endpoints.add(project, None, receiver.url, ["CHAT_ANALYSIS_COMPLETED"])
        send_test(webhook)
        deliver_some(acme, webhook.pk)
        send_test(webhook)
        page.goto(f"{acme.settings}/webhooks/{webhook.pk}/")
        expect(page.get_by_text("Nothing was taken since")).to_be_visible()
        again = page.get_by_role("button", name="Send webhook.test").first
        again.focus()
        assert deliver_some(acme, webhook.pk)  # the first one too, if it is due by now
        expect(page.get_by_text("Nothing was taken since")).to_be_hidden()
        expect(page.get_by_role("status").get_by_text("On", exact=True)).to_be_visible()
        expect(again).to_be_focused()
