from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import Exact
from uuid_utils.compat import uuid7

from organizations.actors import Source
from organizations.tenancy import OrganizationOwned, PersonForeignKey, TenantForeignKey

SPAN = ("span_start", "span_end", "quote", "text_hash")


class Annotation(OrganizationOwned):
    """What somebody thinks of a conversation: where it sits, and whose it is (ADR 0017).

    It sits on the conversation, or on one turn, a span of the turn's text, a time range of the
    recording. A span is counted in characters (code points, not UTF-16 units) of the turn's
    text as it was, whose hash stands beside it; the quote is what it says there. Keys to a turn
    have the conversation in them: one of another conversation is impossible.
    """

    public_id = models.UUIDField(default=uuid7, db_default=RandomUUID(), editable=False)
    conversation = TenantForeignKey(
        "conversations.Conversation", models.CASCADE, related_name="%(class)ss", db_index=False
    )
    turn = TenantForeignKey(  # RESTRICT: what is thought of a turn doesn't vanish with a new text
        "conversations.Turn", models.RESTRICT, null=True, related_name="+", db_index=False
    )
    span_start = models.IntegerField(null=True)
    span_end = models.IntegerField(null=True)  # behind the last character
    quote = models.TextField(null=True)
    text_hash = models.CharField(max_length=64, null=True)  # SHA-256 of the turn's text
    start_ms = models.BigIntegerField(null=True)
    end_ms = models.BigIntegerField(null=True)

    source = models.CharField(max_length=9, choices=Source)
    author = PersonForeignKey(related_name="+", db_index=False)  # NULL too once they are deleted
    api_key = TenantForeignKey(
        "organizations.ApiKey", models.PROTECT, null=True, related_name="+", db_index=False
    )
    generator = models.CharField(max_length=64, null=True)
    author_name = models.CharField(max_length=254)  # as it was then
    author_key = models.CharField(max_length=80)  # organizations.actors.Actor.key
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="%(class)s_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "public_id"], name="%(class)s_public_id_is_its_own"
            ),
            models.CheckConstraint(
                condition=Q(source=Source.PERSON, api_key=None, generator=None)
                | Q(source=Source.API, author=None, generator=None)
                | Q(source=Source.GENERATOR, author=None, api_key=None, generator__isnull=False),
                name="%(class)s_author_is_of_its_source",
            ),
            models.CheckConstraint(
                condition=Q(**dict.fromkeys(SPAN))
                | Q(**{f"{column}__isnull": False for column in SPAN}),
                name="%(class)s_span_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(span_start=None) | Q(turn__isnull=False),
                name="%(class)s_span_is_of_a_turn",
            ),
            models.CheckConstraint(
                condition=Q(span_start=None) | Q(span_start__gte=0, span_end__gt=F("span_start")),
                name="%(class)s_span_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(start_ms=None, end_ms=None)
                | Q(
                    start_ms__isnull=False,
                    end_ms__isnull=False,
                    start_ms__gte=0,
                    end_ms__gt=F("start_ms"),
                ),
                name="%(class)s_time_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Exact(Length("quote"), F("span_end") - F("span_start")),
                name="%(class)s_quote_is_as_long_as_its_span",
            ),
        ]

    @property
    def by(self) -> str:
        """The author's name: today's, or of a person who was deleted the one they had."""
        if self.author_id:
            return str(self.author)
        return self.author_name or "API"
