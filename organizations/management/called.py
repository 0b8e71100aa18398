"""Rows by the names that people type; CommandError says which names there are."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from organizations.models import Organization, Project


def organization_called(slug):
    try:
        return Organization.objects.get(slug=slug)
    except Organization.DoesNotExist:
        slugs = Organization.objects.order_by("slug").values_list("slug", flat=True)[:20]
        there = f"There are: {', '.join(slugs)}." if slugs else "There is none yet."
        make = "manage.py create_organization makes one."
        raise CommandError(f"No organization has the slug {slug}. {there} {make}") from None


def project_called(organization, slug):
    projects = Project.objects.of(organization).select_related("organization")
    try:
        return projects.get(slug=slug)
    except Project.DoesNotExist:
        there = ", ".join(projects.values_list("slug", flat=True))
        raise CommandError(f"{organization.slug} has no project {slug}. It has: {there}.") from None


def checked(row):
    """The unsaved row, if it is valid; else CommandError with each field's fault."""
    try:
        row.full_clean()
    except ValidationError as error:
        faults = error.message_dict.items()
        raise CommandError("; ".join(f"{at}: {' '.join(told)}" for at, told in faults)) from None
    return row
