"""The one way in which an organization comes into being."""

from django.db import transaction

from organizations import projects
from organizations.actors import Actor
from organizations.audit import record
from organizations.models import Organization, User


@transaction.atomic
def found(
    slug: str, name: str, time_zone: str = "UTC", by: Actor | User | None = None
) -> Organization:
    """Make an organization with its project Default, both or neither.

    IntegrityError when the slug is taken: forms and commands look before.
    """
    organization = Organization.objects.create(slug=slug, name=name, time_zone=time_zone)
    record(organization, by, "organization.founded", name)
    projects.add(organization, "default", "Default", by)
    return organization
