import re

from django.db import models
from django.db.models import Q

from conversations.models.participants import Participant
from organizations.tenancy import OrganizationOwned, TenantForeignKey

# How a result's text begins that tells of a failure: Error: …, ERR_TIMEOUT, TimeoutError(…), but
# not errors: 0, errand or NO_ERROR
SAYS_FAILED = re.compile(
    r"""\W*(?:
        (?i:err(?:or)?(?![a-z]) | failed\b | failure: | time(?:d[ ]|[ ])?out\b | exception\b)
        | (?!NO_)[A-Z]\w*(?:Error|Exception|_ERROR|_FAILED|_TIMEOUT)\b
    )""",
    re.VERBOSE,
)


class Turn(OrganizationOwned):
    """One utterance. Its number counts from 1 as sent, and never changes.

    Reading order is (start_ms, number). Offsets are milliseconds from the conversation's
    start, negative for what was said before it; the sent timestamps stand beside them.
    """

    conversation = TenantForeignKey(
        "conversations.Conversation", models.CASCADE, related_name="turns", db_index=False
    )
    number = models.IntegerField()
    role = models.CharField(max_length=8, choices=Participant.Role)
    participant = TenantForeignKey(
        Participant, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    text = models.TextField(blank=True)
    start_ms = models.BigIntegerField()
    end_ms = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(null=True)  # NULL: sent as an offset
    ended_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=64, null=True)
    payload = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(  # what annotations refer to: theirs is of their conversation
                fields=["organization", "conversation", "id"], name="turn_tenant_key"
            ),
            models.UniqueConstraint(
                fields=["organization", "conversation", "number"], name="turn_number_is_its_own"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="turn_number_counts_from_1"),
        ]


class ToolInvocation(OrganizationOwned):
    """A function that an agent called during the conversation."""

    conversation = TenantForeignKey(
        "conversations.Conversation",
        models.CASCADE,
        related_name="tool_invocations",
        db_index=False,
    )
    number = models.IntegerField()
    name = models.CharField(max_length=255)
    description = models.TextField(null=True)
    participant = TenantForeignKey(
        Participant, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    parameters = models.JSONField()
    result = models.JSONField()  # a string or an object, as sent
    start_ms = models.BigIntegerField()
    end_ms = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "id"], name="tool_invocation_tenant_key"
            ),
            models.UniqueConstraint(
                fields=["organization", "conversation", "number"],
                name="tool_invocation_number_is_its_own",
            ),
        ]

    @property
    def duration_ms(self):
        return None if self.end_ms is None else self.end_ms - self.start_ms

    @property
    def failure(self) -> str | None:
        """What its result says went wrong, in the forms that tools commonly say it."""
        if isinstance(self.result, str):
            return self.result if SAYS_FAILED.match(self.result) else None
        error = self.result.get("error") or self.result.get("errorMessage")
        if isinstance(error, dict):
            error = error.get("message") or "failed"
        return str(error) if error else None
