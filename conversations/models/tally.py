from django.db import models

from conversations.models.conversation import Kind
from organizations.tenancy import OrganizationOwned, TenantForeignKey


class Tally(OrganizationOwned):
    """A step of the count of a project's conversations: the total is the sum (ADR 0013).

    One row +1 an ingest, one row −1 a delete, so that no two writers wait for one another;
    a task folds them.
    """

    project = TenantForeignKey(
        "organizations.Project", models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=4, choices=Kind)
    delta = models.BigIntegerField()

    class Meta:
        db_table = "conversation_tally"
        indexes = [
            models.Index(
                fields=["organization", "project", "kind"],
                include=["delta"],
                name="tally_sum",  # the total on every list
            )
        ]
