"""The deliveries of a webhook: what was answered to each, and sending one again."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Act, member_required
from webhooks import endpoints
from webhooks.models import Attempt, Delivery
from webhooks.parcel import body_of

ROWS = 25
LARGEST = 2**63 - 1
BUSY = timedelta(minutes=1)  # that a page waits to see the first attempt


@require_safe
@member_required(Act.WEBHOOKS)
def delivery_detail(request, organization, pk, number):
    delivery = delivery_of(organization, pk, number)
    attempts = Attempt.objects.of(organization).filter(delivery=delivery).order_by("-pk")
    context = {
        "section": "settings",
        "tab": "webhooks",
        "delivery": delivery,
        "webhook": delivery.webhook,
        "body": body_of(delivery.event).decode(),
        "attempts": attempts,
    }
    return render(request, "webhooks/delivery.html", context)


@require_POST
@member_required(Act.WEBHOOKS)
def redeliver(request, organization, pk, number):
    delivery = delivery_of(organization, pk, number)
    if delivery.webhook.is_on:
        endpoints.redeliver(delivery, request.user)
        messages.success(request, "It is sent again.")
    else:
        messages.error(request, "Turn the webhook on first.")
    return redirect("webhook_detail", organization.slug, pk)


def delivery_of(organization, webhook, number):
    deliveries = Delivery.objects.of(organization).filter(webhook=webhook)
    deliveries = deliveries.select_related("webhook__organization", "event")
    return get_object_or_404(deliveries, pk=min(number, LARGEST))


def page_of_deliveries(request, webhook):
    """deliveries, each with its last attempt; older, the key that the next page begins before."""
    found = Delivery.objects.of(webhook.organization).filter(webhook=webhook)
    before = request.GET.get("before", "")
    if before.isdecimal():
        found = found.filter(pk__lt=min(int(before), LARGEST))
    rows = list(found.newest_first().select_related("event")[: ROWS + 1])
    shown = with_last_attempts(webhook.organization, rows[:ROWS])
    return {
        "deliveries": shown,
        "older": shown[-1].pk if len(rows) > ROWS else None,
        "is_first": not before,
        "is_busy": not before and webhook.is_on and any(map(is_new, shown)),
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
