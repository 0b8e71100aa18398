from django.core.management.base import BaseCommand

from organizations.found import found
from organizations.management.called import checked
from organizations.models import Organization


class Command(BaseCommand):
    help = "Make an organization with a project called Default. One that exists stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="its name in addresses: letters, digits and hyphens")
        parser.add_argument("--name", help="its name on pages; the slug if not given")
        parser.add_argument("--time-zone", default="UTC", help="such as Europe/Istanbul")

    def handle(self, *, slug, name, time_zone, **options):
        if Organization.objects.filter(slug=slug).exists():
            self.stdout.write(f"The organization {slug} exists already; nothing is changed.")
            return
        checked(Organization(slug=slug, name=name or slug, time_zone=time_zone))
        found(slug, name or slug, time_zone)
        self.stdout.write(f"Made the organization {slug} with its project default.")
