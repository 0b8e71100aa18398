from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from annotations.models.annotation import Annotation
from organizations.tenancy import OrganizationOwned, PersonForeignKey, TenantForeignKey


class Note(Annotation):
    """Somebody's words on a place, or their reply to such a note; Markdown, as typed.

    A deleted one stays as a tombstone without words, so that replies keep their place. The key
    to a thread has the conversation in it: a reply in another conversation is impossible.
    """

    thread = TenantForeignKey(  # NULL: it is the thread's first note
        "annotations.Note", models.CASCADE, null=True, related_name="replies", db_index=False
    )
    body = models.TextField(blank=True)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    # The thread is settled: set on its first note alone
    resolved_at = models.DateTimeField(null=True)
    resolved_by = PersonForeignKey(related_name="+", db_index=False)
    resolved_by_name = models.CharField(max_length=254, null=True)

    class Meta(Annotation.Meta):
        constraints = [
            *Annotation.Meta.constraints,
            models.CheckConstraint(
                condition=Q(body="", deleted_at__isnull=False) | (~Q(body="") & Q(deleted_at=None)),
                name="note_has_words_until_deleted",
            ),
            models.CheckConstraint(
                condition=Q(thread=None) | Q(resolved_at=None),
                name="note_that_replies_resolves_nothing",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None, resolved_by_name=None)
                | Q(resolved_at__isnull=False, resolved_by_name__isnull=False),
                name="note_resolved_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(thread=None) | Q(span_start=None, start_ms=None, turn=None),
                name="note_that_replies_sits_where_its_thread_does",
            ),
            # For keys to a thread. Its index finds the conversation's notes, in their order, too
            models.UniqueConstraint(
                fields=["organization", "conversation", "id"], name="note_of_its_conversation"
            ),
        ]

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None


class NoteRevision(OrganizationOwned):
    """What a note said before it was edited or deleted."""

    note = TenantForeignKey(Note, models.CASCADE, related_name="revisions", db_index=False)
    body = models.TextField()
    until = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["organization", "note", "id"], name="revision_of_note")]


class Mention(OrganizationOwned):
    """A member named in a note, who finds it in a list of their own."""

    public_id = models.UUIDField(default=uuid7, editable=False)
    note = TenantForeignKey(Note, models.CASCADE, related_name="mentions", db_index=False)
    # The row goes with the person
    person = PersonForeignKey(null=False, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "note", "person"], name="mention_is_one_per_person"
            ),
            models.UniqueConstraint(
                fields=["organization", "public_id"], name="mention_public_id_is_its_own"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "person", "-id"], name="mention_newest_first"),
        ]
