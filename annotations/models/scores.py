from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from annotations.models.annotation import Annotation
from organizations.tenancy import OrganizationOwned, TenantForeignKey

NUMBER = {"max_digits": 20, "decimal_places": 6}


class ScoreKind(models.TextChoices):
    """What a score's value is."""

    BOOLEAN = "boolean", "Yes or no"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"


class Level(models.TextChoices):
    """What is scored."""

    CONVERSATION = "conversation"
    TURN = "turn"


class ScoreConfig(OrganizationOwned):
    """A question that the organization's people and programs score by; its wording is a version.

    Kind and level never change: another kind is another config.
    """

    public_id = models.UUIDField(default=uuid7, editable=False)
    key = models.CharField(max_length=765, editable=False)  # the name, its case folded
    kind = models.CharField(max_length=7, choices=ScoreKind)
    level = models.CharField(max_length=12, choices=Level)
    current = TenantForeignKey(  # NULL only while it is being made
        "annotations.ScoreConfigVersion",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
    )
    position = models.IntegerField(db_default=0)  # in which they are asked; equal ones by name
    created_at = models.DateTimeField(db_default=Now())
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="score_config_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "public_id"], name="score_config_public_id_is_its_own"
            ),
            models.UniqueConstraint(
                fields=["organization", "key"], name="score_config_name_is_taken"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ScoreKind), name="score_config_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level), name="score_config_level_is_known"
            ),
        ]

    def __str__(self):
        return self.current.name if self.current else self.key

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class ScoreConfigVersion(OrganizationOwned):
    """The wording of a config, and the values it takes: frozen once somebody scored by it.

    Keys to a version have the config in them: one of another config is impossible.
    """

    config = TenantForeignKey(ScoreConfig, models.CASCADE, related_name="versions", db_index=False)
    number = models.IntegerField()  # from 1
    name = models.CharField(max_length=100)
    help = models.TextField(blank=True)
    choices = ArrayField(models.CharField(max_length=100), null=True)  # of a choice, in order
    minimum = models.DecimalField(null=True, **NUMBER)  # NULL: of no number, or without a bound
    maximum = models.DecimalField(null=True, **NUMBER)
    step = models.DecimalField(null=True, **NUMBER)  # NULL: any number between the bounds
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "config", "id"], name="score_config_version_tenant_key"
            ),
            models.UniqueConstraint(
                fields=["organization", "config", "number"],
                name="score_config_version_number_is_its_own",
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(maximum__gt=F("minimum")),
                name="score_config_maximum_is_above_minimum",
            ),
            models.CheckConstraint(
                condition=Q(step=None) | Q(step__gt=0, minimum__isnull=False),
                name="score_config_step_is_from_a_minimum",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_free_text(self) -> bool:
        """Whether it is answered in words of one's own."""
        return self.config.kind == ScoreKind.TEXT


class Score(Annotation):
    """Somebody's judgement by a config. Only added: an author's newest in a place is current.

    Without any value it says that the author took the score back.
    """

    config = TenantForeignKey(ScoreConfig, models.PROTECT, related_name="+", db_index=False)
    version = TenantForeignKey(ScoreConfigVersion, models.PROTECT, related_name="+", db_index=False)
    boolean = models.BooleanField(null=True)
    number = models.DecimalField(null=True, **NUMBER)
    text = models.TextField(null=True)  # of a choice too
    is_current = models.BooleanField(default=True)

    class Meta(Annotation.Meta):
        constraints = [
            *Annotation.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "config", "conversation", "turn", "author_key"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="score_current_is_one_per_author",
            ),
            models.CheckConstraint(
                condition=Q(boolean=None, number=None)
                | Q(boolean=None, text=None)
                | Q(number=None, text=None),
                name="score_has_one_value_at_most",
            ),
        ]
        indexes = [
            # The conversation's scores, and its history
            models.Index(fields=["organization", "conversation", "id"], name="score_in_order"),
        ]

    @property
    def value(self):
        """A bool, a Decimal or a str; None where the author took it back."""
        found = (self.boolean, self.number, self.text)
        return next((value for value in found if value is not None), None)

    @property
    def is_withdrawn(self) -> bool:
        return self.value is None
