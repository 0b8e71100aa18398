from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from organizations.tenancy import OrganizationOwned, OrganizationQuerySet, TenantForeignKey


class InsightQuerySet(OrganizationQuerySet):
    def newest_first(self):
        """By time, not by key: what is written again of the same input is the newest again."""
        return self.order_by("-created_at", "-pk")


class Insight(OrganizationOwned):
    """A generated title and summary, with what they rest on and where they come from (ADR 0012).

    Rows are only added: the newest is the one that shows, earlier ones are history.
    """

    conversation = TenantForeignKey(
        "conversations.Conversation", models.CASCADE, related_name="insights", db_index=False
    )
    title = models.CharField(max_length=255, null=True)
    # [{"text": …, "turns": [key of a Turn, …], "unsupported": [fact not found there, …]}, …]
    sentences = models.JSONField()
    generator = models.CharField(max_length=32)
    version = models.CharField(max_length=32)
    model = models.CharField(max_length=128, null=True)
    prompt_hash = models.CharField(max_length=64, null=True)
    input_hash = models.CharField(max_length=64)  # of number, role and text of each turn
    turn_count = models.IntegerField()  # of the input; fewer than the conversation's: stale
    note = models.CharField(max_length=255, null=True)  # why another generator stood in
    duration_ms = models.IntegerField()
    tokens = models.IntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = InsightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "conversation", "generator", "version", "input_hash"],
                condition=Q(model=None),  # a model may say something else each time
                name="insight_is_one_per_input_and_generator",
            ),
        ]
        indexes = [
            models.Index(  # the newest one, and a conversation's history
                fields=["organization", "conversation", "-created_at"], name="insight_newest"
            ),
        ]

    @property
    def summary(self) -> str:
        """What lists, searches and answers show: the sentences without an unsupported fact."""
        return " ".join(s["text"] for s in self.sentences if not s.get("unsupported"))

    @property
    def marked_summary(self) -> str:
        """What histories show: all of it, and behind a sentence what its turns don't have."""
        return " ".join(map(_marked, self.sentences))


def _marked(sentence) -> str:
    missing = ", ".join(f"“{fact}”" for fact in sentence.get("unsupported") or ())
    more = f" [Not found in the transcript: {missing}]" if missing else ""
    return sentence["text"] + more
