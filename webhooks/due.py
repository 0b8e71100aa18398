"""Which webhooks have something to be told, and when: a row of Due a webhook (ADR 0007)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Now

from organizations.models import Due, Organization
from organizations.nudge import nudge
from webhooks.models import Delivery

WHAT = "webhook"
TASK = "webhooks.tasks.start_deliveries"


def ask(organization: Organization, keys: Iterable[UUID]):
    """Say that these webhooks are to be told something now, in the transaction of its cause."""
    _put(organization, sorted(keys), Now())  # sorted: no ring of waiting writers
    transaction.on_commit(lambda: nudge(TASK, organization.pk))


def renew(organization: Organization, key: UUID):
    """Let the webhook be due when the next of its deliveries is, and not at all without any.

    Whoever adds a delivery says so after it; the lock makes this see either both or none.
    """
    rows = Due.objects.of(organization).filter(what=WHAT, key=key)
    is_due = rows.select_for_update().exists()
    if next_at := _next(organization, key):
        _put(organization, [key], next_at)
    elif is_due:
        rows.delete()


def _next(organization, key) -> datetime | None:
    waiting = Delivery.objects.of(organization).filter(webhook=key, next_at__isnull=False)
    return waiting.aggregate(next=Min("next_at"))["next"]


def _put(organization, keys, at):
    Due.objects.bulk_create(
        [Due(organization=organization, what=WHAT, key=key, at=at) for key in keys],
        update_conflicts=True,
        unique_fields=["organization", "what", "key"],
        update_fields=["at"],
    )


def waiting(organization: Organization) -> list[UUID]:
    """The webhooks that are due, the longest waiting first."""
    rows = Due.objects.of(organization).filter(what=WHAT, at__lte=Now())
    return list(rows.order_by("at", "pk").values_list("key", flat=True))


def forget(organization: Organization, key: UUID):
    """Let nothing be due for the webhook: it is off or gone."""
    Due.objects.of(organization).filter(what=WHAT, key=key).delete()
