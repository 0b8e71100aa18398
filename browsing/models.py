from django.contrib.postgres.fields import ArrayField
from django.db import models

from organizations.tenancy import OrganizationOwned


class BulkChunk(OrganizationOwned):
    """Some of the conversations of a bulk act, done in one transaction, and what became of them.

    record is what undoing needs; its shape is the act's (browsing/bulk/acts.py).
    """

    job = models.UUIDField()  # its public_id
    number = models.IntegerField()  # from 0
    keys = ArrayField(models.UUIDField())  # none once the job has ended
    asked = models.IntegerField()  # how many they were
    there = models.IntegerField(null=True)  # of the keys; NULL: it was not their turn yet
    changed = models.IntegerField(null=True)
    record = models.JSONField(null=True)
    undone = models.IntegerField(null=True)  # NULL: not undone

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "job", "number"], name="bulk_chunk_number_is_its_own"
            ),
        ]
