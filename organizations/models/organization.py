import re
import uuid
import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from organizations.tenancy import OrganizationOwned


def known_time_zone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is no time zone; write one like Europe/Istanbul.")


ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*")
ID = "{id}"


def leads_somewhere(address):
    if not ADDRESS.fullmatch(address):
        raise ValidationError("Write an address of the web, beginning with https:// or http://.")
    if ID not in address:
        raise ValidationError(f"Write {ID} where the id belongs.")


def link(example):
    """An address of another product, in which {id} stands for an id of its own; NULL: no link."""
    return models.CharField(
        max_length=500,
        null=True,
        blank=True,
        validators=[leads_somewhere],
        help_text=f"With {ID} in the place of the id, like {example}",
    )


class Organization(models.Model):
    """The tenant: it owns every conversation, and nobody outside it sees any."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=63, unique=True, help_text="Its name in addresses.")
    name = models.CharField(max_length=150)
    time_zone = models.CharField(max_length=63, default="UTC", validators=[known_time_zone])
    trace_url = link("https://traces.example.com/{id}")
    vapi_url = link("https://dashboard.vapi.ai/calls/{id}")
    livekit_url = link("https://cloud.livekit.io/projects/p_1/sessions/{id}")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @cached_property
    def zone(self):
        """Its tzinfo: days on its pages begin at this zone's midnight."""
        return zoneinfo.ZoneInfo(self.time_zone)


class Project(OrganizationOwned):
    """A set of an organization's conversations; an API key belongs to one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=63)
    name = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="project_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "slug"],
                name="project_slug_is_taken",
                violation_error_message="A project of this organization has this slug already.",
            ),
        ]

    def __str__(self):
        return self.name
