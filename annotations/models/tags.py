from django.contrib.postgres.functions import RandomUUID
from django.db import models
from uuid_utils.compat import uuid7

from annotations.models.annotation import Annotation, Source
from conversations.text import normalise
from organizations.tenancy import OrganizationOwned, TenantForeignKey


class Tag(OrganizationOwned):
    """A word of the organization's own vocabulary, told apart ignoring case."""

    class Colour(models.TextChoices):
        GREY = "grey"
        BLUE = "blue"
        GREEN = "green"
        YELLOW = "yellow"
        ORANGE = "orange"
        RED = "red"
        PURPLE = "purple"

    public_id = models.UUIDField(default=uuid7, db_default=RandomUUID(), editable=False)
    name = models.CharField(max_length=255)
    key = models.CharField(max_length=765, editable=False)  # the name, its case folded
    # The name as searches see it (ADR 0006)
    folded = models.TextField(editable=False)
    colour = models.CharField(max_length=6, choices=Colour, default=Colour.GREY)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True)  # offered no more; stays where it is
    # Who made it, as they were called then. NULL: before this was kept, and it was put nowhere
    source = models.CharField(max_length=9, choices=Source, null=True)
    made_by = models.CharField(max_length=254, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="tag_tenant_key"),
            models.UniqueConstraint(fields=["organization", "key"], name="tag_name_is_taken"),
            models.UniqueConstraint(
                fields=["organization", "public_id"], name="tag_public_id_is_its_own"
            ),
            models.CheckConstraint(condition=~models.Q(key=""), name="tag_has_a_name"),
        ]

    def __str__(self):
        return self.name

    def call(self, name: str):
        """Give it the name, and what it is told apart and found by."""
        self.name, self.key, self.folded = name, name.casefold(), normalise(name)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class Tagging(Annotation):
    """A tag in one place."""

    tag = TenantForeignKey(Tag, models.CASCADE, related_name="taggings", db_index=False)

    class Meta(Annotation.Meta):
        constraints = [
            *Annotation.Meta.constraints,
            models.UniqueConstraint(
                fields=[
                    *("organization", "conversation", "tag", "turn"),
                    *("span_start", "span_end", "start_ms", "end_ms"),
                ],
                nulls_distinct=False,
                name="tagging_is_one_per_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "tag", "conversation"], name="tagging_by_tag"
            ),  # the lists' filter by tag, and the number of a tag's uses
        ]
