from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

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

    name = models.CharField(max_length=255)
    key = models.CharField(max_length=765, editable=False)  # the name, its case folded
    colour = models.CharField(max_length=6, choices=Colour, default=Colour.GREY)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="tag_tenant_key"),
            models.UniqueConstraint(fields=["organization", "key"], name="tag_name_is_taken"),
        ]

    def __str__(self):
        return self.name


class Source(models.TextChoices):
    """Where an annotation comes from."""

    PERSON = "person"
    API = "api"
    GENERATOR = "generator"


class Tagging(OrganizationOwned):
    """A tag on a conversation, or on one turn of it."""

    conversation = TenantForeignKey(
        "conversations.Conversation", models.CASCADE, related_name="taggings", db_index=False
    )
    turn = TenantForeignKey(
        "conversations.Turn", models.CASCADE, null=True, related_name="+", db_index=False
    )
    tag = TenantForeignKey(Tag, models.CASCADE, related_name="taggings", db_index=False)
    source = models.CharField(max_length=9, choices=Source)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "conversation", "tag", "turn"],
                nulls_distinct=False,
                name="tagging_is_one_per_place",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.PERSON) | Q(author=None),
                name="tagging_author_is_a_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "tag", "conversation"], name="tagging_by_tag"
            ),  # the lists' filter by tag, and the number of a tag's uses
        ]
