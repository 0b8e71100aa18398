from argparse import ArgumentTypeError
from contextlib import closing
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from conversations.insights import due
from conversations.insights.choice import Unset, generator_for, named
from conversations.insights.generator import NAMES
from conversations.insights.redo import redo, told
from organizations.management.called import organization_called
from organizations.models import Due, Organization
from organizations.tenancy import within
from web.values import parse_time


class Command(BaseCommand):
    """manage.py insights: without the worker, here and now."""

    help = (
        "Write titles and summaries: what is due, or anew what is named. Titles that a person or"
        " an API gave stay, and so do people's summaries. Says how many were written."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--due", action="store_true", help="what the worker would write next")
        which.add_argument("--all", action="store_true", help="every conversation, anew")
        which.add_argument(
            "--since", type=moment, metavar="DAY", help="those that began then or later, anew"
        )
        parser.add_argument("--organization", metavar="SLUG", help="of this one alone")
        parser.add_argument(
            "--generator", choices=NAMES, help="else each organization's own, or the setting's"
        )

    def handle(self, *, organization, generator, since, **options):
        organizations = [organization_called(organization)] if organization else everyone()
        jobs = [(one, self._generator(one, generator)) for one in organizations]
        total = sum(self._count(one, since, options["due"]) for one, _ in jobs)
        with closing(tqdm(total=total, unit=" conversations", disable=None)) as bar:
            for one, chosen in jobs:
                batches = due_batches(one, chosen) if options["due"] else redo(one, chosen, since)
                for written in batches:
                    bar.update(written)
                    self.written += written
        self.stdout.write(f"{self.written} written")

    written = 0

    def _generator(self, organization, name):
        try:
            return named(organization, name) if name else generator_for(organization)
        except Unset as error:
            raise CommandError(f"{organization.slug}: {error}.") from None

    def _count(self, organization, since, only_due):
        with within(organization):
            if only_due:
                return Due.objects.of(organization).filter(what=Due.INSIGHT).count()
            return told(organization, since).count()


def everyone():
    return list(Organization.objects.order_by("slug"))


def due_batches(organization, generator):
    while written := due.write_batch(organization, generator):
        yield written


def moment(text: str) -> datetime:
    """A day or a time, in UTC if it says nothing else."""
    try:
        return parse_time(text if len(text) > len("2026-01-01") else f"{text}T00:00:00Z")
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
