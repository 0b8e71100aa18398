"""One delivery: what is sent, what was answered to each attempt, and sending it again."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.access import Act, member_required
from web.older import LARGEST
from webhooks import endpoints
from webhooks.models import Attempt
from webhooks.pages.acts import act
from webhooks.pages.deliveries import deliveries_of
from webhooks.pages.one import IN_SETTINGS, webhook_of
from webhooks.parcel import body_of

MOST = 100  # attempts that are shown, the newest


@require_safe
@member_required(Act.WEBHOOKS)
def delivery_detail(request, organization, pk, number):
    webhook = webhook_of(organization, pk)
    delivery = delivery_of(webhook, number)
    attempts = Attempt.objects.of(organization).filter(delivery=delivery).order_by("-pk")
    context = {
        **IN_SETTINGS,
        "webhook": webhook,
        "delivery": delivery,
        "body": body_of(delivery.event).decode(),
        "attempts": attempts[:MOST],
    }
    return render(request, "webhooks/delivery.html", context)


@act(only_if_on=True)
def redeliver(request, webhook, number):
    endpoints.redeliver(webhook, delivery_of(webhook, number), request.user)
    return "It is sent again."


def delivery_of(webhook, number):
    return get_object_or_404(deliveries_of(webhook), pk=min(number, LARGEST))
