"""Telling webhooks: an event, and a delivery for each that hears of it, in the cause's transaction.

Where no webhook listens it costs one statement, however many news there are, and nothing is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from organizations.models import Organization
from organizations.tenancy import within
from web.keep import keep
from webhooks import due
from webhooks.events import TEST
from webhooks.models import Delivery, Event, Webhook


@dataclass(frozen=True, slots=True)
class News:
    """What happened in a project. data is sent with the project's id added to it."""

    project_id: int
    name: str
    data: dict[str, Any]


def publish(organization: Organization, news: Iterable[News]):
    """Write down who is to be told what, within the caller's transaction."""
    news = list(news)
    listening = _listening(organization, {one.name for one in news})
    heard = [(one, who) for one in news if (who := [w for w in listening if _hears(w, one)])]
    _write(organization, heard)


def send_test(webhook: Webhook):
    """Tell this webhook alone that it is told, whatever it hears of otherwise."""
    news = News(webhook.project_id, TEST, {"webhookId": str(webhook.pk)})
    with within(webhook.organization):
        there = _kept(Webhook.objects.of(webhook.organization).filter(pk=webhook.pk))
        _write(webhook.organization, [(news, there)] if there else [])


def _listening(organization, names):
    if not names:
        return []
    on = Webhook.objects.of(organization).on()
    return _kept(on.filter(events__overlap=sorted(names)))


def _kept(webhooks):
    """Who deletes one meanwhile waits, so that no delivery is written for what is gone."""
    found = webhooks.only("project", "events")
    return keep(found.annotate(project_public_id=F("project__public_id")))


def _hears(webhook, news):
    return webhook.project_id == news.project_id and news.name in webhook.events


def _write(organization, heard):
    if not heard:
        return
    events = [_event(organization, news, who[0].project_public_id) for news, who in heard]
    Event.objects.bulk_create(events)
    told = [(event, w) for event, (_, who) in zip(events, heard, strict=True) for w in who]
    Delivery.objects.bulk_create(
        Delivery(organization=organization, webhook=webhook, event=event) for event, webhook in told
    )
    due.ask(organization, {webhook.pk for _, webhook in told})


def _event(organization, news, project_public_id):
    data = {**news.data, "projectId": str(project_public_id)}
    return Event(organization=organization, project_id=news.project_id, name=news.name, data=data)
