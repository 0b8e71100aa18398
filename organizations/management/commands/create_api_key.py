from django.core.management.base import BaseCommand, CommandError

from organizations import keys
from organizations.access import SCOPES
from organizations.management.called import organization_called, project_called


class Command(BaseCommand):
    help = "Make an API key. Its last line of output is the key alone; it is not shown again."

    def add_arguments(self, parser):
        parser.add_argument("organization", help="the organization's slug")
        parser.add_argument("--name", required=True, help="the program that will use it")
        parser.add_argument("--project", default="default", help="the project's slug")
        parser.add_argument(
            "--scopes",
            nargs="+",
            default=["READ", "WRITE"],
            choices=SCOPES,
            metavar="SCOPE",
            help="any of: " + ", ".join(SCOPES),
        )

        parser.add_argument(
            "--requests-a-minute",
            type=int,
            metavar="NUMBER",
            help="beyond, it gets 429; without it, as many as the installation allows",
        )

    def handle(self, *, organization, name, project, scopes, requests_a_minute, **options):
        organization = organization_called(organization)
        if not 0 < len(name.strip()) <= 100:
            raise CommandError("The name of a key has 1 to 100 characters.")
        if requests_a_minute is not None and not 1 <= requests_a_minute <= keys.HIGHEST_RATE:
            raise CommandError(f"A key may send 1 to {keys.HIGHEST_RATE:,} requests a minute.")
        project = project_called(organization, project)
        _, secret = keys.make(project, name.strip(), scopes, requests_a_minute=requests_a_minute)
        may = ", ".join(scopes)
        self.stdout.write(f"Made “{name}” for {organization.slug}/{project.slug} with {may}:")
        self.stdout.write(secret)
