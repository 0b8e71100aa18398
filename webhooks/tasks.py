"""What the worker does for webhooks. Each task may run twice (ADR 0007)."""

import time
from datetime import timedelta

from celery import shared_task
from django.db.models.functions import Now

from organizations.models import Due, Organization
from organizations.tenancy import within
from web.slots import slot
from webhooks import due
from webhooks.deliver import deliver_some
from webhooks.models import Attempt, Delivery, Event

PATIENCE = 60  # seconds that a message may wait for a worker: the sweep sends it again
TURN = 20  # seconds for one webhook, before others get their turn
HELD = 45  # seconds, longer than a turn with its last requests: one worker a webhook
KEPT_FOR = timedelta(days=30)
AT_ONCE = 5000  # events that are forgotten in one transaction


@shared_task
def start_deliveries(organization_id):
    """Give the webhooks that are due to workers."""
    if organization := Organization.objects.filter(pk=organization_id).first():
        for key in due.waiting(organization):
            deliver.apply_async((organization_id, str(key)), expires=PATIENCE)


@shared_task
def deliver(organization_id, key):
    """Bring one webhook what it is due, unless another worker is at it."""
    organization = Organization.objects.filter(pk=organization_id).first()
    if organization is None:
        return
    try:
        with slot(f"webhook:{key}", of=1, held=HELD, patience=0):
            is_done = _deliver_for_a_turn(organization, key)
    except TimeoutError:
        return
    if not is_done:
        deliver.apply_async((organization_id, key), expires=PATIENCE)


def _deliver_for_a_turn(organization, key):
    began = time.monotonic()
    while time.monotonic() - began < TURN:
        if not deliver_some(organization, key):
            return True
    return False


@shared_task
def sweep_webhooks():
    """Find what no nudge has told of, and what is to be tried again by now."""
    waiting = Due.objects.filter(what=due.WHAT, at__lte=Now()).order_by("organization")
    for organization_id in waiting.values_list("organization", flat=True).distinct():
        start_deliveries(organization_id)


@shared_task
def forget_events():
    """Delete the events of a month ago with their deliveries, of every organization."""
    for organization in Organization.objects.iterator():
        while forget_some(organization):
            pass


def forget_some(organization) -> int:
    """Delete the oldest of what is kept no longer; how many events that were."""
    with within(organization):
        old = Event.objects.of(organization).filter(at__lt=Now() - KEPT_FOR)
        keys = list(old.order_by("at").values_list("pk", flat=True)[:AT_ONCE])
        deliveries = Delivery.objects.of(organization).filter(event__in=keys)
        attempts = Attempt.objects.of(organization).filter(delivery__in=deliveries)
        events = Event.objects.of(organization).filter(pk__in=keys)
        for gone in (attempts, deliveries, events):
            gone._raw_delete(gone.db)
    return len(keys)
