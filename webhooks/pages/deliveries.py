"""The deliveries of a webhook, a page at a time."""

from datetime import timedelta

from django.utils import timezone

from web import older
from webhooks.models import Attempt, Delivery

ROWS = 25
BUSY = timedelta(minutes=1)  # that a page waits to see the first attempt


def deliveries_of(webhook):
    found = Delivery.objects.of(webhook.organization).filter(webhook=webhook)
    return found.select_related("event")


def page_of_deliveries(request, webhook):
    """deliveries, each with its last attempt; older, the key that the next page begins before."""
    page = older.page(request, deliveries_of(webhook).newest_first(), ROWS)
    return {
        "deliveries": with_last_attempts(webhook.organization, page.rows),
        "older": page.older,
        "is_first": page.is_first,
        "is_busy": page.is_first and webhook.is_on and any(map(is_new, page.rows)),
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
