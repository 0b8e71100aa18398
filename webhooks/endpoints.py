"""Webhooks: added, changed, paused, deleted; their secrets and headers, which are kept sealed."""

import json
import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from organizations.actors import Actor
from organizations.audit import record
from organizations.models import ApiKey, Due, Organization, Project, User
from organizations.tenancy import within
from web.seal import Unreadable, seal, unseal
from webhooks import due
from webhooks.models import Attempt, Delivery, DeliveryState, State, Webhook
from webhooks.target import fit_headers, fit_url

MARK = "whsec_"
By = Actor | User | ApiKey | None


def add(
    project: Project,
    by: By,
    url: str,
    events: Iterable[str],
    description: str | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[Webhook, str]:
    """A new webhook and its signing secret, which nothing shows again; Unfit if it can't be."""
    key, secret = uuid7(), MARK + secrets.token_urlsafe(32)
    with within(project.organization):
        webhook = Webhook.objects.create(
            id=key,
            organization=project.organization,
            project=project,
            url=fit_url(url),
            events=list(dict.fromkeys(events)),
            description=description or None,
            sealed_headers=_sealed(key, fit_headers(headers or {})),
            sealed_secret=seal(secret, _purpose(key)),
            created_by=Actor.of(by).person,
        )
        webhook.refresh_from_db(fields=["created_at", "updated_at"])
        _record(webhook, by, "added")
    return webhook, secret


def change(webhook: Webhook, by: By, url, events, description, headers):
    """Write down what it is from now on; Unfit if that can't be."""
    webhook.url, webhook.events = fit_url(url), list(dict.fromkeys(events))
    webhook.description = description or None
    webhook.sealed_headers = _sealed(webhook.pk, fit_headers(headers))
    webhook.updated_at = Now()
    changed = ["url", "events", "description", "sealed_headers", "updated_at"]
    with within(webhook.organization):
        webhook.save(update_fields=changed)
        _record(webhook, by, "changed")


def rotate(webhook: Webhook, by: By) -> str:
    """A new secret in place of the present one, which signs nothing any more."""
    secret = MARK + secrets.token_urlsafe(32)
    webhook.sealed_secret = seal(secret, _purpose(webhook.pk))
    webhook.updated_at = Now()
    with within(webhook.organization):
        webhook.save(update_fields=["sealed_secret", "updated_at"])
        _record(webhook, by, "secret_rotated")
    return secret


def pause(webhook: Webhook, by: By):
    """Tell it nothing; what waits is kept, what happens meanwhile it never hears of."""
    with within(webhook.organization):
        _turn(webhook, State.PAUSED)
        _record(webhook, by, "paused")


def resume(webhook: Webhook, by: By):
    """Tell it again, and what still waits at once."""
    with within(webhook.organization):
        _turn(webhook, State.ON, failing_since=None, trouble=None)
        waiting = Delivery.objects.of(webhook.organization).filter(
            webhook=webhook, state=DeliveryState.WAITING
        )
        waiting.update(next_at=Now(), since=Now(), runs=0)
        due.ask(webhook.organization, [webhook.pk])
        _record(webhook, by, "resumed")


def redeliver(webhook: Webhook, delivery: Delivery, by: By):
    """Send it once more, and try that for a day, however it ended before."""
    organization = webhook.organization
    with within(organization):
        Delivery.objects.of(organization).filter(pk=delivery.pk).update(
            state=DeliveryState.WAITING, since=Now(), runs=0, next_at=Now()
        )
        due.ask(organization, [webhook.pk])
        _record(webhook, by, "redelivered")


def _turn(webhook, state, **columns):
    rows = Webhook.objects.of(webhook.organization).filter(pk=webhook.pk)
    rows.update(state=state, updated_at=Now(), **columns)


def delete(organization: Organization, key: UUID, by: By, project: Project | None = None) -> bool:
    """Delete a webhook with its deliveries, which are not made any more; whether it was there."""
    with within(organization):
        rows = Webhook.objects.of(organization).filter(pk=key)
        rows = rows.filter(project=project) if project else rows
        webhook = rows.select_for_update().first()  # who notes attempts waits, and finds it gone
        if webhook is None:
            return False
        deliveries = Delivery.objects.of(organization).filter(webhook=webhook)
        attempts = Attempt.objects.of(organization).filter(delivery__in=deliveries)
        for gone in (attempts, deliveries, rows.order_by()):
            gone._raw_delete(gone.db)
        Due.objects.of(organization).filter(what=due.WHAT, key=key).delete()
        _record(webhook, by, "deleted")
    return True


def secret_of(webhook: Webhook) -> str:
    """Unreadable where SECRET_KEY has changed since; so is headers_of."""
    return unseal(webhook.sealed_secret, _purpose(webhook.pk))


def headers_of(webhook: Webhook) -> dict[str, str]:
    sealed = webhook.sealed_headers
    return json.loads(unseal(sealed, _headers(webhook.pk))) if sealed else {}


def readable_headers_of(webhook: Webhook) -> dict[str, str]:
    """For those who look at it: none where SECRET_KEY has changed since."""
    try:
        return headers_of(webhook)
    except Unreadable:
        return {}


def _sealed(key, headers):
    return seal(json.dumps(headers), _headers(key)) if headers else ""


def _purpose(key):
    return f"secret of webhook {key}"


def _headers(key):
    return f"headers of webhook {key}"


def _record(webhook, by, done):
    told = {"events": webhook.events} if done in ("added", "changed") else {}
    record(webhook.organization, by, f"webhook.{done}", webhook.url, told)
