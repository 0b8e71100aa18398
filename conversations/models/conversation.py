from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from organizations.tenancy import (
    OrganizationOwned,
    OrganizationQuerySet,
    PersonForeignKey,
    TenantForeignKey,
)


class NextVal(Func):
    """The next value of the sequence conversation_number, as a column's default."""

    template = "nextval('conversation_number')"
    allowed_default = True
    output_field = models.BigIntegerField()


class Kind(models.TextChoices):
    CHAT = "chat"
    CALL = "call"


class TitleSource(models.TextChoices):
    """Who wrote a title, the weakest first; a weaker source never replaces a stronger one."""

    PROVISIONAL = "provisional"
    GENERATED = "generated"
    API = "api"
    PERSON = "person"


class SummarySource(models.TextChoices):
    """Who wrote a summary; a person's stays until it is given back."""

    GENERATED = "generated"
    PERSON = "person"


class ReviewState(models.TextChoices):
    """How far people are with it."""

    NEW = "new"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"


class ConversationQuerySet(OrganizationQuerySet):
    def chats(self):
        return self.filter(kind=Kind.CHAT)

    def calls(self):
        return self.filter(kind=Kind.CALL)


class Conversation(OrganizationOwned):
    """A chat or a call between agents and customers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(db_default=NextVal(), editable=False)
    project = TenantForeignKey(
        "organizations.Project", models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=4, choices=Kind)
    external_id = models.CharField(max_length=255, null=True)  # NULL: the caller gave none
    trace_id = models.CharField(max_length=255, null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # NULL: a call without any offset
    duration_ms = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    title = models.CharField(max_length=255, null=True)  # NULL: nothing was said
    title_source = models.CharField(
        max_length=11, choices=TitleSource, default=TitleSource.PROVISIONAL
    )
    sent_title = models.CharField(max_length=255, null=True)  # an API's, while a person's stands
    summary = models.TextField(null=True)
    summary_source = models.CharField(
        max_length=9, choices=SummarySource, default=SummarySource.GENERATED
    )
    language = models.CharField(max_length=64, null=True)
    sentiment = models.CharField(max_length=64, null=True)
    rating = models.BigIntegerField(null=True)
    is_escalated = models.BooleanField(null=True)
    category = models.CharField(max_length=64, null=True)
    is_forwarded = models.BooleanField(null=True)  # to HR (contract 4.1)
    token_count = models.BigIntegerField(null=True)
    response_time = models.FloatField(null=True)  # seconds, on average
    properties = models.JSONField(default=dict)  # as sent; the search row has them by plain name
    turn_count = models.IntegerField(default=0)
    review_state = models.CharField(
        max_length=9, choices=ReviewState, default=ReviewState.NEW, db_default=ReviewState.NEW
    )
    # Who set the state, and when; NULL while it was never set
    review_by = PersonForeignKey(related_name="+", db_index=False)
    review_by_name = models.CharField(max_length=254, null=True)  # as it was then
    review_at = models.DateTimeField(null=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="conversation_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "number"], name="conversation_number_is_its_own"
            ),
            models.UniqueConstraint(
                fields=["organization", "project", "kind", "external_id"],
                condition=Q(external_id__isnull=False),
                name="conversation_external_id_is_taken",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="conversation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(duration_ms=None) | Q(duration_ms__gte=0),
                name="conversation_duration_is_not_negative",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind), name="conversation_kind_is_known"),
            models.CheckConstraint(
                condition=Q(review_state__in=ReviewState), name="conversation_review_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(review_state=ReviewState.NEW)
                | Q(review_at__isnull=False, review_by_name__isnull=False),
                name="conversation_review_says_by_whom_and_when",
            ),
        ]
        indexes = [
            # The lists' filter by review state
            models.Index(
                fields=["organization", "review_state", "id"], name="conversation_by_review_state"
            ),
        ]

    @property
    def reference(self) -> str:
        """What the audit calls it, also once it is deleted: nothing of what was said."""
        return f"{self.get_kind_display()} {self.number}"

    def __str__(self):
        return self.title or self.reference
