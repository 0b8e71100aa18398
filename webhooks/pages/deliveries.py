"""The deliveries of a webhook, a page at a time."""

from datetime import timedelta

from django.utils import timezone

from webhooks.models import Attempt, Delivery

ROWS = 25
LARGEST = 2**63 - 1
BUSY = timedelta(minutes=1)  # that a page waits to see the first attempt


def deliveries_of(webhook):
    found = Delivery.objects.of(webhook.organization).filter(webhook=webhook)
    return found.select_related("event")


def page_of_deliveries(request, webhook):
    """deliveries, each with its last attempt; older, the key that the next page begins before."""
    before = request.GET.get("before", "")[:19]  # more digits are no key
    is_first = not before.isdecimal()
    found = deliveries_of(webhook)
    found = found if is_first else found.filter(pk__lt=min(int(before), LARGEST))
    rows = list(found.newest_first()[: ROWS + 1])
    shown = with_last_attempts(webhook.organization, rows[:ROWS])
    return {
        "deliveries": shown,
        "older": shown[-1].pk if len(rows) > ROWS else None,
        "is_first": is_first,
        "is_busy": is_first and webhook.is_on and any(map(is_new, shown)),
    }


def with_last_attempts(organization, deliveries):
    attempts = Attempt.objects.of(organization).filter(delivery__in=deliveries)
    newest = attempts.order_by("delivery", "-pk").distinct("delivery")
    last = {attempt.delivery_id: attempt for attempt in newest}
    for delivery in deliveries:
        delivery.last = last.get(delivery.pk)
    return deliveries


def is_new(delivery):
    return delivery.is_waiting and not delivery.runs and delivery.since > timezone.now() - BUSY
