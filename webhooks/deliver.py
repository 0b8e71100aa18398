"""Bringing events to a webhook: some at a time, outside of transactions, each at least once.

Deliveries that a worker takes are put off for a minute; if it dies, they are due again then.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from organizations.models import Organization
from organizations.tenancy import within
from web.fetch import Limits, fetch
from web.guard import NotFetched, Resolve, look_up
from web.seal import Unreadable
from webhooks import due
from webhooks.endpoints import headers_of, secret_of
from webhooks.models import Delivery, Webhook
from webhooks.outcome import Outcome, note
from webhooks.parcel import Parcel, body_of

TOGETHER = 8  # requests to one webhook at the same time
LEASE = timedelta(minutes=1)  # longer than any attempt takes
EXCERPT = 2000  # bytes of an answer that are kept
LIMITS = Limits(connect=5, total=10, size=EXCERPT, cut=True)  # contract 1.16
UNREADABLE = "The signing secret can’t be read, since SECRET_KEY has changed: make a new one."


def deliver_some(
    organization: Organization, key: UUID, limits: Limits = LIMITS, resolve: Resolve = look_up
) -> int:
    """Try the oldest deliveries that are due; how many that were, 0 at the end."""
    with within(organization):
        webhook, taken = _take(organization, key)
    if taken:
        _let_go()
        note(organization, key, _try_all(webhook, taken, limits, resolve))
    return len(taken)


def _let_go():
    """Of the connection to the database: others need it while this worker waits for answers."""
    if not connection.in_atomic_block:
        connection.close()


def _take(organization, key) -> tuple[Webhook | None, list[Delivery]]:
    webhook = Webhook.objects.of(organization).on().filter(pk=key).first()
    if webhook is None:
        due.forget(organization, key)
        return None, []
    rows = Delivery.objects.of(organization).filter(webhook=webhook, next_at__lte=Now())
    rows = rows.order_by("next_at", "pk").select_related("event")
    taken = list(rows.select_for_update(skip_locked=True, of=("self",))[:TOGETHER])
    if taken:
        held = Delivery.objects.of(organization).filter(pk__in=[row.pk for row in taken])
        held.update(next_at=Now() + LEASE)
    due.renew(organization, key)
    return webhook, taken


def _try_all(webhook, deliveries, limits, resolve) -> dict[int, Outcome]:
    """The outcome of each, by the delivery's key."""
    try:
        secret, headers = secret_of(webhook), headers_of(webhook)
    except Unreadable:
        return {delivery.pk: Outcome(trouble=UNREADABLE) for delivery in deliveries}
    bodies = [body_of(delivery.event) for delivery in deliveries]
    parcels = [Parcel(webhook.url, body, secret, headers) for body in bodies]
    send_one = partial(send, limits=limits, resolve=resolve)
    with ThreadPoolExecutor(len(parcels)) as threads:
        outcomes = list(threads.map(send_one, parcels))
    return {row.pk: outcome for row, outcome in zip(deliveries, outcomes, strict=True)}


def send(parcel: Parcel, limits: Limits, resolve: Resolve) -> Outcome:
    """One request. Any 2xx takes it; a redirect is not followed, and takes nothing."""
    headers, began = parcel.headers_at(time.time()), time.perf_counter()
    told = {"headers": headers, "content": parcel.body, "limits": limits, "resolve": resolve}
    try:
        answer, trouble = fetch("POST", parcel.url, **told), None
    except NotFetched as error:
        answer, trouble = None, str(error)
    took_ms = round(1000 * (time.perf_counter() - began))
    return Outcome.of(answer, took_ms) if answer else Outcome(took_ms, trouble=trouble)
