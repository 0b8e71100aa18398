import json
import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from demo import fill
from demo.generate import COUNTS, SUBMISSIONS, write


class Command(BaseCommand):
    help = (
        "Make the demo organization with its people, a key and about 340 conversations of the last"
        " 30 days. The last line of output is a JSON object with email, password, api_key and"
        " organization. One that exists already stays as it is, and its secrets stay secret: null."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--write",
            metavar="FILE",
            help="only write the chats and calls to a file, one body of POST /v1/chat or"
            " /v1/call a line; - is the standard output",
        )
        parser.add_argument(
            "--chats", type=int, metavar="N", help="of --write: that many chats, and no calls"
        )
        parser.add_argument("--seed", type=int, default=1, help="another number, other people")

    def handle(self, *, write, chats, seed, **options):
        if write:
            self.write(write, seed, chats)
        elif fill.is_there():
            self.tell("The demo organization is there already; nothing is changed.")
            self.stdout.write(json.dumps(fill.way_in(None, None)))
        else:
            self.fill(seed)

    def fill(self, seed):
        way_in = fill.fill(timezone.now(), seed, self.progress)
        self.stdout.write(
            f"Log in as {', '.join(fill.PEOPLE)}: owner, admin, reviewer, viewer, all by one"
            " password."
        )
        self.stdout.write(json.dumps(way_in))

    def write(self, name, seed, chats):
        if name == "-":
            write(self.stdout, timezone.now(), seed, chats)
            return
        with open(name, "w", encoding="utf-8") as file:
            count = write(file, timezone.now(), seed, chats)
        self.tell(f"Wrote {count} conversations to {name}.")

    def progress(self, count):
        total = sum(COUNTS.values()) + SUBMISSIONS
        if self.stderr.isatty():
            end = "\n" if count == total else "\r"
            self.tell(f"Conversations: {count} of {total}", end)
        elif count % 100 == 0:
            self.tell(f"Conversations: {count} of {total}")

    def tell(self, text, end="\n"):
        self.stderr.write(text, style_func=str, ending=end)
        sys.stderr.flush()
