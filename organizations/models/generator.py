from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from organizations.tenancy import OrganizationOwned


class GeneratorChoice(OrganizationOwned):
    """Who writes an organization's titles and summaries; without a row the installation's setting.

    An organization that went back to the offline generator keeps its server for another day.
    """

    class Uses(models.TextChoices):
        OFFLINE = "extractive"
        SERVER = "openai"

    uses = models.CharField(max_length=10, choices=Uses)
    base_url = models.CharField(max_length=500, default="")  # of its own server, now or before
    model = models.CharField(max_length=128, default="")
    sealed_key = models.TextField(default="")  # web/seal.py; empty: the server wants none
    key_end = models.CharField(max_length=4, default="")
    tokens_a_day = models.BigIntegerField(null=True)  # NULL: as many as the installation allows
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], name="generator_choice_is_one_per_organization"
            ),
            models.CheckConstraint(
                condition=~Q(uses="openai") | (~Q(base_url="") & ~Q(model="")),
                name="generator_choice_of_a_server_names_it",
            ),
        ]


class TokensUsed(OrganizationOwned):
    """What an organization's titles and summaries cost on a day of UTC, in a model's tokens."""

    day = models.DateField()
    tokens = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "day"], name="tokens_used_are_one_row_a_day"
            ),
        ]
