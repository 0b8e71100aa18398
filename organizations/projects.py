"""The verbs about projects."""

from django.db import transaction

from organizations.actors import Actor
from organizations.audit import record
from organizations.models import Organization, Project, User


@transaction.atomic
def add(
    organization: Organization, slug: str, name: str, by: Actor | User | None = None
) -> Project:
    """IntegrityError when the organization has a project of this slug."""
    project = Project.objects.create(organization=organization, slug=slug, name=name)
    record(organization, by, "project.made", name)
    return project


@transaction.atomic
def rename(project: Project, name: str, by: User | None = None) -> None:
    """The slug stays: programs and commands know the project by it."""
    before, project.name = project.name, name
    project.save(update_fields=["name"])
    record(project.organization, by, "project.renamed", name, {"from": before})
