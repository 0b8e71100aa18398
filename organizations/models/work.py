from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from uuid_utils.compat import uuid7

from organizations.tenancy import (
    OrganizationOwned,
    OrganizationQuerySet,
    PersonForeignKey,
    TenantForeignKey,
)


class Due(OrganizationOwned):
    """Work that waits: what is due, for which row, since when (ADR 0007).

    Written in the transaction of its cause and read by the worker before the organization
    is known, so it bears keys, no content, and no policy.
    """

    INSIGHT = "insight"
    JOB = "job"

    what = models.CharField(max_length=32)
    key = models.UUIDField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "what", "key"], name="due_is_one_per_row"
            ),
        ]
        indexes = [models.Index(fields=["what", "at"], name="due_oldest_first")]  # the sweep


class AuditEvent(OrganizationOwned):
    """Who did what, and when: a person, a key, a generator, or none of them the command line.

    Only added to: the database refuses the app any change of it (ADR 0017).
    """

    actor = PersonForeignKey(related_name="+")
    actor_name = models.CharField(max_length=254, null=True)  # as it was then
    api_key = TenantForeignKey(
        "organizations.ApiKey", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    generator = models.CharField(max_length=64, null=True)
    act = models.CharField(max_length=64)
    about = models.CharField(max_length=255)
    subject = models.UUIDField(null=True)  # the conversation; it may be gone
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["organization", "-at", "-id"], name="audit_newest_first"),
            models.Index(
                fields=["organization", "subject", "-at", "-id"],
                condition=Q(subject__isnull=False),
                name="audit_by_subject",  # a conversation's history
            ),
        ]


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class JobQuerySet(OrganizationQuerySet):
    def unfinished(self):
        return self.filter(state__in=UNFINISHED)

    def newest_first(self):
        return self.order_by("-pk")


class Job(OrganizationOwned):
    """Work that takes long: who asked for it, how far it is, what came of it (ADR 0007)."""

    public_id = models.UUIDField(default=uuid7)
    kind = models.CharField(max_length=32)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=JobState, default=JobState.QUEUED)
    runs = models.SmallIntegerField(default=0)  # more than one where a worker died over it
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)  # NULL: not known yet
    result = models.JSONField(default=dict)  # grows while it runs
    error = models.TextField(null=True)
    by = PersonForeignKey(related_name="+")
    api_key = TenantForeignKey(
        "organizations.ApiKey", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)  # of the present run
    heartbeat_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "public_id"], name="job_public_id_is_its_own"
            ),
            models.CheckConstraint(condition=Q(state__in=JobState), name="job_state_is_known"),
            models.CheckConstraint(condition=Q(done__gte=0), name="job_done_is_not_negative"),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING)
                | Q(started_at__isnull=False, heartbeat_at__isnull=False),
                name="job_that_runs_has_a_heartbeat",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at=None)
                | (~Q(state__in=UNFINISHED) & Q(finished_at__isnull=False)),
                name="job_has_an_end_once_it_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED) | Q(error__isnull=False, error__gt=""),
                name="job_that_failed_says_why",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="job_newest_first")]

    @property
    def is_unfinished(self):
        return self.state in UNFINISHED

    @property
    def seconds(self):
        """How long its present run takes so far, or took; None before it began."""
        end = self.finished_at or timezone.now()
        return (end - self.started_at).total_seconds() if self.started_at else None

    @property
    def rate(self):
        """How many a second; None as long as that can't be told."""
        return self.done / self.seconds if self.done and self.seconds else None

    @property
    def seconds_left(self):
        """None as long as that can't be told."""
        left = (self.total or 0) - self.done
        can_be_told = self.state == JobState.RUNNING and self.rate and left > 0
        return left / self.rate if can_be_told else None
