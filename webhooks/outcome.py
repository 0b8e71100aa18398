"""What came of attempts: written down, and what follows for the deliveries and their webhook."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models.functions import Now
from django.utils import timezone

from organizations.audit import record
from organizations.models import Organization
from organizations.tenancy import within
from web.fetch import Answer
from webhooks import due
from webhooks.models import Attempt, Delivery, DeliveryState, State, Webhook
from webhooks.patience import DEAD_AFTER, next_attempt

GONE = 410  # a receiver's word that it is gone for good
REST = timedelta(seconds=30)  # of all that waits for a webhook, after a round that it took none of
LONGEST_TROUBLE = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one attempt; trouble says why it wasn't taken."""

    took_ms: int = 0
    status: int | None = None
    answer: str = ""
    trouble: str | None = None

    @classmethod
    def of(cls, answer: Answer, took_ms: int) -> "Outcome":
        text = answer.body.decode(errors="replace").replace("\0", "\ufffd")
        trouble = None if 200 <= answer.status < 300 else f"It answered {answer.status}."
        return cls(took_ms, answer.status, text, trouble)

    @property
    def is_taken(self) -> bool:
        return self.trouble is None


def note(organization: Organization, key: UUID, outcomes: dict[int, Outcome]):
    """Write down the outcomes, by the deliveries' keys. Nothing, where the webhook is gone."""
    with within(organization):
        rows = Webhook.objects.of(organization).filter(pk=key)
        webhook = rows.select_for_update(no_key=True).first()
        if webhook is None:
            return
        _note_attempts(organization, outcomes)
        _note_deliveries(organization, outcomes)
        _note_webhook(organization, webhook, list(outcomes.values()))
        due.renew(organization, key) if webhook.is_on else due.forget(organization, key)


def _note_attempts(organization, outcomes):
    Attempt.objects.bulk_create(
        Attempt(
            organization=organization,
            delivery_id=delivery,
            took_ms=outcome.took_ms,
            status=outcome.status,
            answer=outcome.answer,
            trouble=outcome.trouble and outcome.trouble[:LONGEST_TROUBLE],
        )
        for delivery, outcome in outcomes.items()
    )


def _note_deliveries(organization, outcomes):
    deliveries = Delivery.objects.of(organization).filter(pk__in=outcomes)
    waiting = list(deliveries.filter(state=DeliveryState.WAITING).select_for_update())
    for delivery in waiting:
        _follow(delivery, outcomes[delivery.pk])
    Delivery.objects.bulk_update(waiting, ["state", "runs", "next_at"])


def _follow(delivery, outcome):
    delivery.runs += 1
    if outcome.is_taken:
        delivery.state, delivery.next_at = DeliveryState.DELIVERED, None
        return
    delivery.next_at = next_attempt(delivery.since, delivery.runs, timezone.now())
    if delivery.next_at is None:
        delivery.state = DeliveryState.FAILED


def _note_webhook(organization, webhook, outcomes):
    """A success clears what was wrong; without any, all that waits rests, or it is the end."""
    failed = [outcome for outcome in outcomes if not outcome.is_taken]
    if len(failed) < len(outcomes):
        webhook.failing_since = webhook.trouble = None
    else:
        webhook.failing_since = webhook.failing_since or timezone.now()
        webhook.trouble = failed[-1].trouble[:LONGEST_TROUBLE]
        if _is_dead(webhook, failed):
            _switch_off(organization, webhook)
        else:
            _of(organization, webhook).filter(next_at__lt=Now() + REST).update(next_at=Now() + REST)
    webhook.save(update_fields=["failing_since", "trouble", "state"])


def _is_dead(webhook, failed):
    for_long = timezone.now() - webhook.failing_since >= DEAD_AFTER
    return for_long or any(outcome.status == GONE for outcome in failed)


def _switch_off(organization, webhook):
    webhook.state = State.DEAD
    _of(organization, webhook).update(state=DeliveryState.FAILED, next_at=None)
    told = {"trouble": webhook.trouble}
    record(organization, None, "webhook.switched_off", webhook.url, told)


def _of(organization, webhook):
    rows = Delivery.objects.of(organization)
    return rows.filter(webhook=webhook, state=DeliveryState.WAITING)
