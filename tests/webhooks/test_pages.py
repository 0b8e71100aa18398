"""Settings, Webhooks: added, changed, paused, deleted; deliveries seen and sent again."""

import pytest

from organizations.models import AuditEvent, Role
from organizations.tenancy import within
from tests.factories import MembershipFactory, ProjectFactory
from tests.stub import reply, stub
from webhooks import endpoints
from webhooks.endpoints import headers_of, secret_of
from webhooks.models import Delivery, Event, Webhook

PAGE = "/o/acme/settings/webhooks/"
SECRET = "whsec_"


@pytest.fixture
def admin(acme, client):
    membership = MembershipFactory(organization=acme, role=Role.ADMIN)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def new_webhook(client, admin, project):
    """POST the form of a new webhook."""

    def post(**changes):
        form = {
            "url": "https://hooks.example.com/in",
            "project": project.pk,
            "events": ["CHAT_ANALYSIS_COMPLETED"],
            "headers": "Authorization: Bearer t\nX-Team:  support ",
        }
        return client.post(f"{PAGE}new/", form | changes)

    return post


@pytest.fixture
def see(client, admin):
    """see(webhook, "pause/"): the text of its page, after the act by POST where one is named."""

    def read(webhook, act=None):
        here = f"{PAGE}{webhook.pk}/"
        answer = client.post(here + act, follow=True) if act else client.get(here)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_without_any_it_says_what_they_are_for(client, admin):
    assert "No webhooks yet" in client.get(PAGE).content.decode()


def test_a_new_one_shows_its_secret_once_and_that_is_kept_nowhere(client, new_webhook, rows):
    answer = new_webhook()
    [webhook] = rows(Webhook)
    assert secret_of(webhook) in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert SECRET not in str(dict(client.session))
    assert SECRET not in client.get(f"{PAGE}{webhook.pk}/").content.decode()
    assert headers_of(webhook) == {"Authorization": "Bearer t", "X-Team": "support"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": ""},
        {"url": "hooks.example.com"},
        {"url": "http://localhost:1/"},
        {"url": "http://10.0.0.1/"},
        {"url": "https://example.com/ä"},
        {"events": []},
        {"events": ["ISSUE_OPENED"]},
        {"project": 0},
        {"headers": "no colon"},
        {"headers": "Host: evil"},
        {"headers": "X-A: 1\nx-a: 2"},
    ],
)
def test_what_is_wrong_stands_in_the_form_and_what_was_typed_stays(
    new_webhook, wrong, rows, settings
):
    settings.PRIVATE_HOSTS = []
    text = new_webhook(**{"description": "My receiver"} | wrong).content.decode()
    assert 'class="wrong"' in text
    assert "My receiver" in text
    assert rows(Webhook) == []


def test_a_project_of_another_organization_is_no_choice(new_webhook, rival, rows):
    new_webhook(project=ProjectFactory(organization=rival).pk)
    assert rows(Webhook) == []


def test_it_is_changed_and_events_that_the_api_took_stay(client, admin, hook, rows):
    webhook = hook(events=["CHAT_ANALYSIS_COMPLETED", "ISSUE_OPENED"])
    form = client.get(f"{PAGE}{webhook.pk}/change/").content.decode()
    assert "issue.opened: never comes, as Parley has no issues" in form
    told = {"url": "https://other.example/", "events": ["ISSUE_OPENED"], "description": "New"}
    client.post(f"{PAGE}{webhook.pk}/change/", told)
    [changed] = rows(Webhook)
    assert (changed.url, changed.events) == ("https://other.example/", ["ISSUE_OPENED"])
    assert secret_of(changed) == webhook.secret


def test_a_new_secret_takes_the_place_of_the_old_one(client, admin, hook, rows):
    webhook = hook()
    answer = client.post(f"{PAGE}{webhook.pk}/rotate/")
    [rotated] = rows(Webhook)
    assert secret_of(rotated) != webhook.secret
    assert secret_of(rotated) in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_paused_and_on_again(see, hook, rows):
    webhook = hook()
    assert "Paused" in see(webhook, "pause/")
    assert "Turn it on first" in see(webhook, "test/")
    assert "On again" in see(webhook, "resume/")
    assert rows(Webhook)[0].is_on


def test_deleted_it_is_gone(see, hook, happen, rows):
    webhook = hook()
    happen()
    assert "is deleted" in see(webhook, "delete/")
    assert rows(Webhook) == rows(Delivery) == []


def test_every_act_is_written_down_without_secrets(see, hook, acme):
    webhook = hook(headers={"X-Token": "t0ken"})
    for act in ("pause/", "resume/", "delete/"):
        see(webhook, act)
    with within(acme):
        events = AuditEvent.objects.filter(act__startswith="webhook.").order_by("pk")
        acts = list(events.values_list("act", "actor_name"))
        assert "t0ken" not in str(list(AuditEvent.objects.values()))
    done = [act for act, _ in acts]
    assert done == [f"webhook.{n}" for n in ("added", "paused", "resumed", "deleted")]
    assert all(name for _, name in acts[1:])


def test_deliveries_show_status_time_and_answer_escaped(see, hook, bring):
    with stub(reply(b"<script>alert(1)</script>", status="418 Teapot")) as receiver:
        webhook = hook(receiver.url)
        see(webhook, "test/")
        assert "On its way" in see(webhook)
        bring(webhook)
    text = see(webhook)
    assert "webhook.test" in text
    assert "418" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text
    assert "Failing" in text


def test_a_delivery_is_shown_with_its_body_and_attempts_and_sent_again(see, hook, bring, rows):
    with stub(reply(b"thanks")) as receiver:
        webhook = hook(receiver.url)
        see(webhook, "test/")
        bring(webhook)
        here = f"deliveries/{rows(Delivery)[0].pk}/"
        assert "It is sent again" in see(webhook, f"{here}again/")
        bring(webhook)
    first, second = receiver.asked
    assert first.body == second.body
    assert rows(Delivery)[0].state == "delivered"


def test_its_page_names_what_was_sent(client, admin, hook, happen, rows):
    webhook, conversation = hook(), happen()
    [delivery] = rows(Delivery)
    text = client.get(f"{PAGE}{webhook.pk}/deliveries/{delivery.pk}/").content.decode()
    assert str(conversation.pk) in text
    assert "None yet." in text
    assert client.get(f"{PAGE}{webhook.pk}/deliveries/{2**70}/").status_code == 404


def test_deliveries_come_in_pages(see, client, hook, acme, project, rows):
    webhook = hook()
    deliveries(acme, project, webhook, 26)
    ids = [delivery.pk for delivery in rows(Delivery)]
    assert f"?before={ids[1]}" in see(webhook)
    older = client.get(f"{PAGE}{webhook.pk}/?before={ids[1]}").content.decode()
    assert f"deliveries/{ids[0]}/" in older
    assert f"deliveries/{ids[1]}/" not in older
    for wrong in ("9" * 40, "9" * 5000, "-1", "x"):
        assert client.get(f"{PAGE}{webhook.pk}/?before={wrong}").status_code == 200


def deliveries(organization, project, webhook, number):
    with within(organization):
        events = [
            Event(organization=organization, project=project, name="WEBHOOK_TEST", data={})
            for _ in range(number)
        ]
        Event.objects.bulk_create(events)
        Delivery.objects.bulk_create(
            Delivery(organization=organization, webhook=webhook, event=e) for e in events
        )


def test_a_webhook_that_was_switched_off_says_so_and_why(see, hook, bring, happen):
    with stub(reply(status="410 Gone")) as receiver:
        webhook = hook(receiver.url)
        happen()
        bring(webhook)
    text = see(webhook)
    assert "Parley has switched it off" in text
    assert "It answered 410." in text


def test_no_rivals_webhook_is_seen_or_touched(client, admin, rival):
    theirs, _ = endpoints.add(
        ProjectFactory(organization=rival), None, "https://rival.example/in", ["ISSUE_OPENED"]
    )
    assert "rival.example" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}{theirs.pk}/").status_code == 404
    for act in ("rotate", "pause", "resume", "test", "delete"):
        assert client.post(f"{PAGE}{theirs.pk}/{act}/").status_code == 404
    with within(rival):
        assert Webhook.objects.get().is_on


def test_pages_cost_the_same_with_1_row_and_with_20(client, admin, hook, statements, acme, project):
    webhook = hook()
    deliveries(acme, project, webhook, 1)
    with statements() as one:
        client.get(PAGE)
        client.get(f"{PAGE}{webhook.pk}/")
    deliveries(acme, project, webhook, 19)
    for _ in range(19):
        hook()
    with statements() as twenty:
        client.get(PAGE)
        client.get(f"{PAGE}{webhook.pk}/")
    assert len(one) == len(twenty)
