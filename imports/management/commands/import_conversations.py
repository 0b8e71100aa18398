import sys
from argparse import ArgumentTypeError
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from imports import take
from imports.formats import FORMATS, guess
from imports.lines import Damaged, count_lines, lines_of
from imports.progress import Bar
from imports.rejects import Rejects
from organizations.management.called import organization_called, project_called
from web.values import parse_time

STDIN = "-"
INTERRUPTED = 130
AGAIN = "Run the same command again to go on: what is in comes no second time."


class Command(BaseCommand):
    help = (
        "Import chats and calls from a file of JSON lines, packed by gzip or not. What is here"
        " already stays as it is, so that the same command resumes a run that was stopped. Lines"
        " that can't be imported are written to a file, each with its number and the reason; once"
        " mended, that file is imported like any other."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file; - is the standard input")
        parser.add_argument("--organization", required=True, help="the organization's slug")
        parser.add_argument("--project", default="default", help="the project's slug")
        parser.add_argument("--format", choices=FORMATS, help="guessed if it is not given")
        parser.add_argument(
            "--start",
            type=moment,
            default=take.START,
            help="when the first conversation began, for lines that don't tell; else 2026-01-01",
        )
        parser.add_argument(
            "--rejects",
            type=Path,
            help="where refused lines go, written anew; FILE.rejects.jsonl if it is not given",
        )

    def handle(self, *, file, organization, project, format, start, rejects, **options):
        project = project_called(organization_called(organization), project)
        rejects = rejects or free_path(file)
        if file != STDIN and rejects.exists() and rejects.samefile(file):
            raise CommandError("--rejects names the file itself.")
        with opened(file) as source, closing(Rejects(rejects)) as rejects:
            lines = lines_of(source)
            format, lines = (format, lines) if format else self.guess(lines)
            total = None if file == STDIN else counted(file)
            with closing(Bar(self.stderr, total)) as bar:
                self.take(bar, project, lines, FORMATS[format], start, rejects)

    def guess(self, lines):
        """The format, and the lines from the first again."""
        try:
            format, lines = guess(lines)
        except Damaged as damage:
            raise CommandError(f"{damage}. Nothing was imported.") from None
        if format is None:
            raise CommandError("No format fits its first lines: name one by --format.")
        self.stderr.write(f"Format: {format}, guessed from the first line.", style_func=str)
        return format, lines

    def take(self, bar, project, lines, format, start, rejects):
        count = take.Count()
        try:
            for count in take.take(project, lines, format, start, rejects):
                bar.show(count)
        except Damaged as damage:
            self.tell(bar, count, rejects)
            raise CommandError(f"{damage}. What came before is in.") from None
        except KeyboardInterrupt:
            self.tell(bar, count, rejects)
            raise CommandError(f"Stopped. {AGAIN}", returncode=INTERRUPTED) from None
        self.tell(bar, count, rejects)

    def tell(self, bar, count, rejects):
        bar.close()
        for refused in rejects.first:
            self.stderr.write(f"Line {refused['line']}: {refused['reason']}", style_func=str)
        if count.refused > len(rejects.first):
            self.stderr.write(f"… and {count.refused - len(rejects.first):,} more", style_func=str)
        if count.refused:
            self.stderr.write(f"The refused lines are in {rejects.path}", style_func=str)
        self.stdout.write(f"{count}.")


def moment(text: str) -> datetime:
    """A day or a time, in UTC if it says nothing else."""
    try:
        return parse_time(text if len(text) > len("2026-01-01") else f"{text}T00:00:00Z")
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


@contextmanager
def opened(file: str):
    """The file's bytes, or those of the standard input."""
    if file == STDIN:
        yield sys.stdin.buffer
        return
    try:
        source = open(file, "rb")  # noqa: SIM115 (only opening it is guarded)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from None
    with source:
        yield source


def counted(file: str) -> int:
    with open(file, "rb") as source:
        return count_lines(source)


def free_path(file: str) -> Path:
    """Where the rejects of a file go, beside it; not over those of an earlier run."""
    plain = Path("standard-input" if file == STDIN else file)
    names = chain(["rejects"], (f"rejects-{n}" for n in range(2, sys.maxsize)))
    paths = (plain.with_name(f"{plain.name}.{name}.jsonl") for name in names)
    return next(path for path in paths if not path.exists())
