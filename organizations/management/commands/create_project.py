from django.core.management.base import BaseCommand

from organizations import projects
from organizations.management.called import checked, organization_called
from organizations.models import Project


class Command(BaseCommand):
    help = "Make a project of an organization. One that exists stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("organization", help="the organization's slug")
        parser.add_argument("slug", help="letters, digits and hyphens")
        parser.add_argument("--name", help="its name on pages; the slug if not given")

    def handle(self, *, organization, slug, name, **options):
        organization = organization_called(organization)
        if Project.objects.of(organization).filter(slug=slug).exists():
            self.stdout.write(f"The project {slug} exists already; nothing is changed.")
            return
        checked(Project(organization=organization, slug=slug, name=name or slug))
        projects.add(organization, slug, name or slug)
        self.stdout.write(f"Made the project {slug} of {organization.slug}.")
