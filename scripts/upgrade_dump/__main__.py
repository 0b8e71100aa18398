"""Writes tests/upgrades/v<version>.sql.gz, a part of the demo with annotations of all kinds.

Beside it v<version>.json.gz, what the APIs answered of it. To be run for a release, beside servers
of its own (python -m embedded services --throwaway).
"""

import gzip
import json
import os
import re
import subprocess
from datetime import UTC, datetime

from django.conf import settings
from django.core.management import call_command

from embedded.binaries import find_postgres
from embedded.home import ROOT, Home
from scripts.upgrade_dump.content import answers, fill

FOLDER = ROOT / "tests" / "upgrades"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SECRET = "prl_for-tests-of-upgrades"
# psql's own, and what PostgreSQL 15 and 16 don't know
FOREIGN = re.compile(r"^(?:\\(?:un)?restrict .*|SET transaction_timeout = .*)\n", re.MULTILINE)


def main():
    call_command("migrate", database="owner", verbosity=0)
    fill(NOW, SECRET)
    told = {"organization": "demo", "secret": SECRET, "answers": answers(SECRET)}
    path = FOLDER / f"v{settings.VERSION}"
    write(f"{path}.json.gz", json.dumps(told, indent=1, ensure_ascii=False))
    write(f"{path}.sql.gz", dump())


def write(path, text):
    packed = gzip.compress(text.encode(), mtime=0)
    with open(path, "wb") as file:
        file.write(packed)
    print(f"{path}: {len(packed):,} bytes")


def dump() -> str:
    program = find_postgres(Home.open(os.environ["PARLEY_HOME"]).path / "postgres" / "data")
    command = [program / "pg_dump", "--inserts", "--no-owner", "--no-comments"]
    printed = subprocess.check_output([*command, os.environ["DATABASE_OWNER_URL"]], text=True)
    return FOREIGN.sub("", printed)


if __name__ == "__main__":
    main()
