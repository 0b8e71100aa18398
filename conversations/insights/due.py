"""What is due to get an insight: said in the transaction of its cause, found by the worker."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from conversations.insights.choice import generator_for
from conversations.insights.write import write, write_slowly
from organizations.models import Due
from organizations.nudge import nudge
from organizations.tenancy import within

TASK = "conversations.tasks.write_insights"
BATCH = 50
LEASE = timedelta(
    minutes=20
)  # longer than servers are waited for; then a dead worker's rows are due


def ask(conversations):
    """Say that the insights of these conversations are due; again, it stays said once.

    Where a worker holds a row, this waits and says it anew: the worker may have read before.
    """
    if not conversations:
        return
    organization = conversations[0].organization
    keys = sorted(conversation.pk for conversation in conversations)  # no ring of waiting writers
    Due.objects.bulk_create(
        [Due(organization=organization, what=Due.INSIGHT, key=key) for key in keys],
        update_conflicts=True,
        unique_fields=["organization", "what", "key"],
        update_fields=["at"],
    )
    transaction.on_commit(lambda: nudge(TASK, organization.pk))


def write_batch(organization, generator=None) -> int:
    """Write some of what is due, the oldest first; how many rows that were, 0 at the end.

    Other workers take other rows. If this one dies, its rows are still due.
    """
    generator = generator or generator_for(organization)
    if getattr(generator, "is_slow", False):
        return _write_slow_batch(organization, generator)
    with within(organization):
        due = _waiting(organization, BATCH)
        write(organization, [row.key for row in due], generator)
        Due.objects.filter(pk__in=[row.pk for row in due]).delete()
    return len(due)


def _write_slow_batch(organization, generator):
    """Rows that take long are not locked but leased: due later, unless they are done by then.

    What is asked for meanwhile has another time, and so stays due.
    """
    with within(organization):
        due = [row.pk for row in _waiting(organization, generator.parallel)]
        Due.objects.filter(pk__in=due).update(at=Now() + LEASE)
        leased = list(Due.objects.filter(pk__in=due))
    write_slowly(organization, [row.key for row in leased], generator)
    with within(organization):
        for row in leased:
            Due.objects.filter(pk=row.pk, at=row.at).delete()
    return len(leased)


def _waiting(organization, at_most):
    rows = Due.objects.of(organization).filter(what=Due.INSIGHT, at__lte=Now())
    return list(rows.order_by("at", "pk").select_for_update(skip_locked=True)[:at_most])
