from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from organizations.tenancy import (
    OrganizationOwned,
    OrganizationQuerySet,
    PersonForeignKey,
    TenantForeignKey,
)
from webhooks.events import DOTTED

LONGEST_URL = 2048


class State(models.TextChoices):
    ON = "on"
    PAUSED = "paused"  # by a person
    DEAD = "dead"  # by Parley: nothing was taken for days, or the address is gone for good


class WebhookQuerySet(OrganizationQuerySet):
    def on(self):
        return self.filter(state=State.ON)

    def newest_first(self):
        return self.order_by("-pk")


class Webhook(OrganizationOwned):
    """A customer's server that is told of what happens in a project (ADR 0019)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = TenantForeignKey(
        "organizations.Project", models.CASCADE, related_name="+", db_index=False
    )
    url = models.CharField(max_length=LONGEST_URL)
    description = models.TextField(null=True)
    events = ArrayField(models.CharField(max_length=64))
    sealed_headers = models.TextField(default="")  # web/seal.py, of a JSON object; empty: none
    sealed_secret = models.TextField()  # what deliveries are signed with
    state = models.CharField(max_length=6, choices=State, default=State.ON)
    failing_since = models.DateTimeField(null=True)  # the first failure since the last success
    trouble = models.CharField(max_length=500, null=True)  # of the last attempt, if it failed
    created_by = PersonForeignKey(related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    objects = WebhookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="webhook_tenant_key"),
            models.CheckConstraint(condition=Q(state__in=State), name="webhook_state_is_known"),
            models.CheckConstraint(
                condition=Q(events__len__gte=1), name="webhook_hears_of_something"
            ),
        ]

    def __str__(self):
        return self.url

    @property
    def hears_of(self):
        """The names of its events, as deliveries bear them."""
        return [DOTTED[name] for name in self.events]

    @property
    def is_on(self):
        return self.state == State.ON

    @property
    def is_dead(self):
        return self.state == State.DEAD


class Event(OrganizationOwned):
    """Something that happened, written in its transaction if a webhook hears of it: the outbox.

    Of two events about one conversation the later one has the greater key, which is the
    `sequence` that receivers see.
    """

    public_id = models.UUIDField(default=uuid7)
    project = TenantForeignKey(
        "organizations.Project", models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=64)
    data = models.JSONField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="event_tenant_key"),
            models.CheckConstraint(
                condition=Q(name__in=sorted(DOTTED)), name="event_name_is_known"
            ),
        ]
        indexes = [models.Index(fields=["organization", "at"], name="event_oldest_first")]

    @property
    def dotted(self):
        return DOTTED[self.name]


class DeliveryState(models.TextChoices):
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"  # given up


class DeliveryQuerySet(OrganizationQuerySet):
    def newest_first(self):
        return self.order_by("-pk")


class Delivery(OrganizationOwned):
    """An event on its way to a webhook, or there."""

    webhook = TenantForeignKey(Webhook, models.CASCADE, related_name="+", db_index=False)
    event = TenantForeignKey(Event, models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.WAITING)
    since = models.DateTimeField(db_default=Now())  # first asked for, or asked for anew
    runs = models.SmallIntegerField(default=0)  # attempts since then
    next_at = models.DateTimeField(null=True, db_default=Now())  # of the next attempt

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="delivery_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "event", "webhook"], name="delivery_is_one_per_webhook"
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING, next_at__isnull=False)
                | Q(
                    state__in=[DeliveryState.DELIVERED, DeliveryState.FAILED],
                    next_at__isnull=True,
                ),
                name="delivery_that_waits_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "webhook", "-id"], name="delivery_newest_first"),
            models.Index(
                fields=["organization", "webhook", "next_at"],
                condition=Q(next_at__isnull=False),
                name="delivery_that_waits",
            ),
        ]

    @property
    def is_waiting(self):
        return self.state == DeliveryState.WAITING


class Attempt(OrganizationOwned):
    """One try of a delivery: what was answered, or why nothing was."""

    delivery = TenantForeignKey(Delivery, models.CASCADE, related_name="attempts", db_index=False)
    at = models.DateTimeField(db_default=Now())
    took_ms = models.IntegerField()
    status = models.SmallIntegerField(null=True)  # NULL: there was no answer
    answer = models.TextField(default="")  # the beginning of its body
    trouble = models.CharField(max_length=500, null=True)  # NULL: it was taken

    class Meta:
        indexes = [
            models.Index(fields=["organization", "delivery", "-id"], name="attempt_newest_first")
        ]
