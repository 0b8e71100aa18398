from django.db import models
from django.db.models.functions import Now

from organizations.tenancy import OrganizationOwned, TenantForeignKey


class Insight(OrganizationOwned):
    """A generated title and summary, with what they rest on and where they come from (ADR 0012).

    Rows are only added: the newest is the one that shows, earlier ones are history.
    """

    conversation = TenantForeignKey(
        "conversations.Conversation", models.CASCADE, related_name="insights", db_index=False
    )
    title = models.CharField(max_length=255, null=True)
    sentences = models.JSONField()  # [{"text": …, "turns": [key of a Turn, …]}, …]
    generator = models.CharField(max_length=32)
    version = models.CharField(max_length=32)
    model = models.CharField(max_length=128, null=True)
    prompt_hash = models.CharField(max_length=64, null=True)
    input_hash = models.CharField(max_length=64)  # of number, role and text of each turn
    duration_ms = models.IntegerField()
    tokens = models.IntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "conversation", "generator", "version", "input_hash"],
                name="insight_is_one_per_input_and_generator",
            ),
        ]

    @property
    def summary(self) -> str:
        return " ".join(sentence["text"] for sentence in self.sentences)
