from django.db import models
from django.db.models.functions import Now

from organizations.tenancy import OrganizationOwned, PersonForeignKey, TenantForeignKey


class Wording(OrganizationOwned):
    """A title or a summary that a person gave a conversation, or took back (ADR 0012).

    Rows are only added. A person's words stay when the person's account goes.
    """

    class Field(models.TextChoices):
        TITLE = "title"
        SUMMARY = "summary"

    conversation = TenantForeignKey(
        "conversations.Conversation", models.CASCADE, related_name="wordings", db_index=False
    )
    field = models.CharField(max_length=7, choices=Field)
    text = models.TextField(null=True)  # NULL: given back to the generator
    replaced = models.TextField(null=True)  # what stood there before
    author = PersonForeignKey(related_name="+", db_index=False)
    author_name = models.CharField(max_length=255)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(  # a conversation's history
                fields=["organization", "conversation", "-created_at"], name="wording_newest"
            ),
        ]
