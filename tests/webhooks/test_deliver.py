"""Deliveries to receivers on loopback that answer well, late, elsewhere, hugely and not at all."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from django.db.models import F

from organizations.models import AuditEvent, Due
from organizations.tenancy import within
from tests.models import one_after_another as then
from tests.stub import reply, stub
from tests.web.test_fetch import silent
from web.fetch import Limits
from webhooks import endpoints
from webhooks.deliver import EXCERPT, deliver_some
from webhooks.models import Attempt, Delivery, Event, Webhook
from webhooks.patience import DEAD_AFTER, GIVEN_UP_AFTER
from webhooks.publish import send_test
from webhooks.tasks import deliver, forget_some, start_deliveries, sweep_webhooks

BUSY = reply(b"try later", status="503 Busy")
QUICK = Limits(connect=0.3, total=0.3, size=EXCERPT, cut=True)
NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def sent(hook, happen, bring, rows):
    """sent(answer): what a receiver that answers so was asked, the delivery and its attempt."""

    def send(answer, **more):
        with stub(answer) as receiver:
            webhook = hook(receiver.url)
            happen()
            assert bring(webhook, **more) == 1
        return receiver.asked, rows(Delivery)[0], rows(Attempt)[0]

    return send


def age(model, acme, **columns):
    """Put times of all rows back."""
    with within(acme):
        model.objects.update(**{name: F(name) - by for name, by in columns.items()})


def test_an_event_is_posted_as_the_contract_says(hook, happen, bring, rows):
    with stub(reply(b"thanks", status="204 No Content")) as receiver:
        webhook = hook(f"{receiver.url}/in?a=1", headers={"Authorization": "Bearer t"})
        conversation = happen()
        bring(webhook)
    [asked] = receiver.asked
    assert asked.line == "POST /in?a=1 HTTP/1.1"
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["authorization"] == "Bearer t"
    assert asked.headers["x-roark-timestamp"].isdigit()
    expected = hmac.new(webhook.secret.encode(), asked.body, hashlib.sha256).hexdigest()
    assert asked.headers["x-roark-signature"] == expected
    data = asked.data
    assert list(data) == ["event", "version", "timestamp", "id", "sequence", "data"]
    assert (data["event"], data["version"]) == ("chat.analysis.completed", "1.0")
    assert data["data"]["chatId"] == str(conversation.pk)


def test_any_2xx_takes_it(sent, acme):
    _, delivery, attempt = sent(reply(b"<b>done</b>", status="202 Accepted"))
    assert (delivery.state, delivery.next_at) == ("delivered", None)
    assert (attempt.status, attempt.answer, attempt.trouble) == (202, "<b>done</b>", None)
    with within(acme):
        assert not Due.objects.filter(what="webhook", at__lt=delivery.since).exists()


@pytest.mark.parametrize("status", ["400 Bad", "404 Not Found", "500 Oh"])
def test_anything_else_is_tried_again(sent, status):
    _, delivery, attempt = sent(reply(b"no", status=status))
    assert (delivery.state, delivery.runs) == ("waiting", 1)
    assert attempt.trouble == f"It answered {status[:3]}."


def test_a_redirect_is_not_followed(sent):
    with stub(reply()) as elsewhere:
        _, delivery, attempt = sent(reply(status="307 Elsewhere", Location=elsewhere.url))
    assert elsewhere.connections == 0
    assert (delivery.state, attempt.status) == ("waiting", 307)


def test_a_slow_receiver_is_left_in_time(sent):
    _, delivery, attempt = sent(silent, limits=QUICK)
    assert (delivery.state, attempt.status) == ("waiting", None)
    assert attempt.trouble == "127.0.0.1 didn't answer in time."


def test_of_a_huge_answer_the_beginning_is_kept(sent):
    _, delivery, attempt = sent(reply(b"\0" + b"x" * 50_000_000))
    assert delivery.state == "delivered"
    assert attempt.answer == "\ufffd" + "x" * (EXCERPT - 1)


def test_nobody_there(hook, happen, bring, rows):
    webhook = hook(NOWHERE)
    happen()
    bring(webhook)
    assert rows(Attempt)[0].trouble == "127.0.0.1 can't be reached."


def test_a_name_that_leads_to_a_private_address_is_not_asked(hook, happen, bring, rows, settings):
    """Also one that led elsewhere when the webhook was made: each connection is checked."""
    settings.PRIVATE_HOSTS = []
    with stub(reply()) as receiver:
        webhook = hook(f"http://rebind.example:{receiver.port}/")
        happen()
        bring(webhook, resolve=lambda *_: ["127.0.0.1"])
    assert receiver.connections == 0
    assert "isn't public" in rows(Attempt)[0].trouble


def test_twice_down_then_up_gets_each_event_in_an_order_it_can_restore(hook, happen, bring):
    with stub(then(BUSY, BUSY, reply())) as receiver:
        webhook = hook(receiver.url)
        told = [str(happen(f"Question {n}").pk) for n in range(12)]
        while bring(webhook):
            pass
    got = {asked.data["id"]: asked.data for asked in receiver.asked}
    in_order = sorted(got.values(), key=lambda event: event["sequence"])
    assert [event["data"]["chatId"] for event in in_order] == told
    assert len(receiver.asked) == len(told) + 2


def test_what_failed_waits_and_all_others_rest(hook, happen, acme, rows):
    webhook = hook(NOWHERE)
    for n in range(9):
        happen(f"Question {n}")
    assert deliver_some(acme, webhook.pk) == 8
    assert deliver_some(acme, webhook.pk) == 0
    assert [delivery.runs for delivery in rows(Delivery)] == [1] * 8 + [0]
    assert Due.objects.get(what="webhook").at == min(d.next_at for d in rows(Delivery))


def test_after_a_day_it_is_given_up(hook, happen, bring, rows, acme):
    webhook = hook(NOWHERE)
    happen()
    age(Delivery, acme, since=GIVEN_UP_AFTER)
    bring(webhook)
    assert (rows(Delivery)[0].state, rows(Delivery)[0].next_at) == ("failed", None)
    assert bring(webhook) == 0
    assert not Due.objects.filter(what="webhook").exists()


def test_a_webhook_that_took_nothing_for_days_is_switched_off_and_it_is_told(
    hook, happen, bring, rows, acme
):
    webhook = hook(NOWHERE)
    happen()
    bring(webhook)
    age(Webhook, acme, failing_since=DEAD_AFTER)
    bring(webhook)
    [webhook] = rows(Webhook)
    assert (webhook.state, webhook.trouble) == ("dead", "127.0.0.1 can't be reached.")
    assert rows(Delivery)[0].state == "failed"
    with within(acme):
        assert AuditEvent.objects.filter(act="webhook.switched_off").count() == 1
    happen("More")
    assert len(rows(Delivery)) == 1


def test_gone_is_the_end_at_once(sent, rows):
    sent(reply(status="410 Gone"))
    assert rows(Webhook)[0].state == "dead"


def test_a_success_clears_what_was_wrong(hook, happen, bring, rows):
    with stub(then(BUSY, reply())) as receiver:
        webhook = hook(receiver.url)
        happen()
        bring(webhook)
        assert rows(Webhook)[0].failing_since
        bring(webhook)
    assert (rows(Webhook)[0].failing_since, rows(Webhook)[0].trouble) == (None, None)


def test_a_worker_that_died_in_the_middle_leaves_it_due(hook, happen, bring, rows, monkeypatch):
    """It was sent, and nobody wrote that down: it is sent again, as the same event."""
    with stub(reply()) as receiver:
        webhook = hook(receiver.url)
        happen()
        with monkeypatch.context() as dying:
            dying.setattr("webhooks.deliver.note", lambda *_: None)
            bring(webhook)
        assert rows(Delivery)[0].state == "waiting"
        bring(webhook)
    assert [asked.data["sequence"] for asked in receiver.asked] == [rows(Delivery)[0].event_id] * 2
    assert receiver.asked[0].body == receiver.asked[1].body


def test_paused_it_is_told_nothing_and_resumed_what_waited(hook, happen, bring, rows):
    with stub(reply()) as receiver:
        webhook = hook(receiver.url)
        happen()
        endpoints.pause(webhook, None)
        assert bring(webhook) == 0
        happen("Meanwhile")
        endpoints.resume(webhook, None)
        assert bring(webhook) == 1
    assert len(receiver.asked) == 1


def test_deleted_it_is_told_nothing_and_leaves_nothing(hook, happen, bring, rows, acme):
    with stub(reply()) as receiver:
        webhook = hook(receiver.url)
        happen()
        endpoints.delete(acme, webhook.pk, None)
        assert bring(webhook) == 0
    assert (rows(Delivery), rows(Webhook), receiver.asked) == ([], [], [])
    assert not Due.objects.filter(what="webhook").exists()


def test_another_secret_key_is_told_and_not_an_error(hook, happen, bring, rows, settings):
    webhook = hook(NOWHERE)
    happen()
    settings.SECRET_KEY = "another"
    bring(webhook)
    assert "SECRET_KEY" in rows(Attempt)[0].trouble


def test_the_tasks_find_what_is_due_by_themselves(hook, acme, rows):
    with stub(reply()) as receiver:
        webhook = hook(receiver.url)
        send_test(webhook)
        deliver(acme.pk, str(webhook.pk))
        deliver(acme.pk, str(webhook.pk))
        start_deliveries(acme.pk)
        sweep_webhooks()
    [asked] = receiver.asked
    assert asked.data["event"] == "webhook.test"
    assert asked.data["data"]["webhookId"] == str(webhook.pk)


def test_tasks_of_what_is_gone_return(acme):
    deliver(acme.pk, "01890000-0000-7000-8000-000000000000")
    deliver(0, "01890000-0000-7000-8000-000000000000")
    start_deliveries(0)


def test_events_of_a_month_ago_are_forgotten_with_all_of_theirs(sent, rows, acme):
    sent(BUSY)
    assert forget_some(acme) == 0
    age(Event, acme, at=timedelta(days=31))
    assert forget_some(acme) == 1
    assert rows(Event) == rows(Delivery) == rows(Attempt) == []
