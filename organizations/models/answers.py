from django.db import models
from django.db.models.functions import Now

from organizations.tenancy import OrganizationOwned, PersonForeignKey, TenantForeignKey


class KeptAnswer(OrganizationOwned):
    """What an API answered to a POST with an Idempotency-Key, to be answered again for a day.

    Written in the transaction of what the POST did (ADR 0017).
    """

    # One of the two, whose POST it was
    api_key = TenantForeignKey(
        "organizations.ApiKey", models.CASCADE, null=True, related_name="+", db_index=False
    )
    person = PersonForeignKey(related_name="+", db_index=False)
    scope = models.CharField(max_length=64)  # SHA-256 of method, path and Idempotency-Key
    body_hash = models.CharField(max_length=64)  # SHA-256 of the request's body
    status = models.SmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField()  # empty: forgotten before its time
    about = models.UUIDField(null=True)  # what it tells of, and is forgotten with
    is_sealed = models.BooleanField(db_default=False)  # web/seal.py: it tells a secret
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "api_key", "scope"], name="kept_answer_is_one_per_scope"
            ),
            models.UniqueConstraint(
                fields=["organization", "person", "scope"],
                name="kept_answer_is_one_per_scope_of_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "at"], name="kept_answer_oldest_first"),  # sweep
            models.Index(
                fields=["organization", "about"],
                condition=models.Q(about__isnull=False),
                name="kept_answer_about",
            ),
        ]
