"""What is due to get an insight: said in the transaction of its cause, found by the worker."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from conversations.insights.choice import generator_for
from conversations.insights.write import write, write_slowly
from conversations.models import Conversation
from organizations.models import Due
from organizations.nudge import nudge
from organizations.tenancy import within

log = logging.getLogger(__name__)
TASK = "conversations.tasks.write_insights"
BATCH = 50
LEASE = timedelta(minutes=20)  # longer than servers are waited for; then others take the rows
LATER = timedelta(hours=1)  # what broke a generator may do so again


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

    Other workers take other rows. If this one dies, its rows are still due. What no generator
    can write is tried again later.
    """
    generator = generator or generator_for(organization)
    if getattr(generator, "is_slow", False):
        return _write_slow_batch(organization, generator)
    with within(organization):
        due = _free(organization)
        broken = write(organization, [row.key for row in due], generator)
        _put_off(organization, broken)
        Due.objects.filter(pk__in=[row.pk for row in due]).exclude(key__in=broken).delete()
        return len(due) or _forget_deleted(organization)


def _write_slow_batch(organization, generator):
    """Rows that take long are not locked but leased: due later, unless they are done by then.

    What is asked for meanwhile has another time, and so stays due.
    """
    with within(organization):
        due = _waiting(organization).order_by("at", "pk").select_for_update(skip_locked=True)
        due = [row.pk for row in due[: generator.parallel]]
        Due.objects.filter(pk__in=due).update(at=Now() + LEASE)
        leased = list(Due.objects.filter(pk__in=due))
    broken = write_slowly(organization, [row.key for row in leased], generator)
    with within(organization):
        _put_off(organization, broken)
        for row in leased:
            Due.objects.filter(pk=row.pk, at=row.at).delete()
    return len(leased)


FREE = """
SELECT due.* FROM organizations_due due
JOIN conversations_conversation talk ON (talk.organization_id, talk.id) = (%s, due.key)
WHERE due.organization_id = %s AND what = %s AND at <= statement_timestamp()
ORDER BY at, due.id LIMIT %s
FOR NO KEY UPDATE OF talk SKIP LOCKED FOR UPDATE OF due SKIP LOCKED
"""


def _free(organization):
    """Rows that nobody else works on, of conversations that nobody else changes, both locked.

    The conversation comes first, as with all who change one and then ask for its insight: who
    took the rows first and then waited for a conversation would go round in a ring with them.
    """
    wanted = [organization.pk, organization.pk, Due.INSIGHT, BATCH]
    return list(Due.objects.raw(FREE, wanted))


def _waiting(organization):
    return Due.objects.of(organization).filter(what=Due.INSIGHT, at__lte=Now())


def _put_off(organization, broken):
    if broken:
        which = ", ".join(map(str, broken))
        log.error("No generator can write a title for %s; again in %s", which, LATER)
        Due.objects.of(organization).filter(what=Due.INSIGHT, key__in=broken).update(
            at=Now() + LATER
        )


def _forget_deleted(organization) -> int:
    """Rows whose conversation was deleted while a worker had them."""
    there = Conversation.objects.of(organization).filter(pk=OuterRef("key"))
    gone = _waiting(organization).exclude(Exists(there)).select_for_update(skip_locked=True)
    return Due.objects.filter(pk__in=[row.pk for row in gone]).delete()[0]
