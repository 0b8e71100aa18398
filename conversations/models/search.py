from django.contrib.postgres.search import SearchVectorField
from django.db import models

from conversations.models.conversation import Kind
from organizations.tenancy import OrganizationOwned, OrganizationQuerySet, TenantForeignKey


class SearchRowQuerySet(OrganizationQuerySet):
    def chats(self):
        return self.filter(kind=Kind.CHAT)

    def calls(self):
        return self.filter(kind=Kind.CALL)


class SearchRow(OrganizationOwned):
    """The narrow copy of a conversation that lists sort, filter and search by (ADR 0006).

    Written by conversations.document alone. The text columns are normalised
    (conversations.text.normalise), one a part.
    """

    conversation_id = models.UUIDField(primary_key=True)
    project = TenantForeignKey("organizations.Project", models.DO_NOTHING, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    duration_ms = models.BigIntegerField(null=True)
    title_key = models.CharField(max_length=200)
    status = models.CharField(max_length=16, default="ENDED")
    language = models.CharField(max_length=64, null=True)
    sentiment = models.CharField(max_length=64, null=True)
    rating = models.BigIntegerField(null=True)
    is_escalated = models.BooleanField(null=True)
    category = models.CharField(max_length=64, null=True)
    is_forwarded = models.BooleanField(null=True)
    token_count = models.BigIntegerField(null=True)
    response_time = models.FloatField(null=True)
    turn_count = models.IntegerField()
    properties = models.JSONField()  # plain name → value as text
    said = models.TextField()
    about = models.TextField()
    who = models.TextField()
    tools = models.TextField()
    details = models.TextField()
    notes = models.TextField()
    idents = models.TextField()
    tokens = SearchVectorField()
    search_partial = models.BooleanField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "search_row"


class SearchTerm(OrganizationOwned):
    """A run of letters that occurs in the organization's conversations.

    A part of a word is searched by looking up the words that contain it here.
    """

    term = models.CharField(max_length=64)

    class Meta:
        db_table = "search_term"
        constraints = [
            models.UniqueConstraint(fields=["organization", "term"], name="search_term_is_known"),
        ]
