"""What is due to get an insight: said in the transaction of its cause, found by the worker."""

from django.db import transaction

from conversations.insights.write import write
from organizations.models import Due
from organizations.nudge import nudge
from organizations.tenancy import within

TASK = "conversations.tasks.write_insights"
BATCH = 50


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
    with within(organization):
        due = list(
            Due.objects.of(organization)
            .filter(what=Due.INSIGHT)
            .order_by("at", "pk")
            .select_for_update(skip_locked=True)[:BATCH]
        )
        write(organization, [row.key for row in due], generator)
        Due.objects.filter(pk__in=[row.pk for row in due]).delete()
    return len(due)
