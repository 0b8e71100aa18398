"""How many conversations there are, exact and without counting them (ADR 0013)."""

from collections import Counter

from django.db import connection
from django.db.models import Sum

from conversations.models import Tally


def count(conversations, delta=1):
    """Note that these conversations came, or with −1 that they went."""
    sums = Counter((c.organization_id, c.project_id, c.kind) for c in conversations)
    Tally.objects.bulk_create(
        Tally(organization_id=organization, project_id=project, kind=kind, delta=delta * number)
        for (organization, project, kind), number in sums.items()
    )


def total(organization, kind, project=None) -> int:
    """The number of conversations of a kind, in one project or in all."""
    tallies = Tally.objects.of(organization).filter(kind=kind)
    if project is not None:
        tallies = tallies.filter(project=project)
    return tallies.aggregate(sum=Sum("delta"))["sum"] or 0


def totals(organization) -> dict[str, int]:
    """The number of conversations by kind, of all projects."""
    sums = Tally.objects.of(organization).values("kind").annotate(sum=Sum("delta"))
    return {row["kind"]: row["sum"] for row in sums.order_by()}


def fold(organization):
    """Put the steps of each project and kind together into one row. The sums stay the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH taken AS (DELETE FROM conversation_tally WHERE id IN ("
            "  SELECT id FROM conversation_tally WHERE organization_id = %s"
            "  FOR UPDATE SKIP LOCKED) RETURNING project_id, kind, delta)"
            " INSERT INTO conversation_tally (organization_id, project_id, kind, delta)"
            " SELECT %s, project_id, kind, sum(delta) FROM taken GROUP BY project_id, kind",
            [organization.pk, organization.pk],
        )
