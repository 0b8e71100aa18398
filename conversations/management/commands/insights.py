from django.core.management.base import BaseCommand, CommandError

from conversations.insights import due
from organizations.models import Due, Organization


class Command(BaseCommand):
    """manage.py insights --due: write what is due here and now, without the worker."""

    help = "Write the titles and summaries that are due, and say how many."

    def add_arguments(self, parser):
        parser.add_argument("--due", action="store_true", required=True)
        parser.add_argument("--organization", metavar="SLUG", help="of this one alone")

    def handle(self, *, organization, **options):
        written = sum(self._write(one) for one in self._organizations(organization))
        self.stdout.write(f"{written} written")

    def _organizations(self, slug):
        if slug is None:
            waiting = Due.objects.filter(what=Due.INSIGHT).values("organization")
            return Organization.objects.filter(pk__in=waiting)
        try:
            return [Organization.objects.get(slug=slug)]
        except Organization.DoesNotExist:
            raise CommandError(f"There is no organization “{slug}”.") from None

    def _write(self, organization):
        written = 0
        while batch := due.write_batch(organization):
            written += batch
        return written
