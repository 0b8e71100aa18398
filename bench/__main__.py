"""Runs every measurement and prints a table; the data is the demo's, or BENCH_DATA.

BENCH_DATA   a file that manage.py import_conversations reads
BENCH_CHATS  without one: how many chats are made up; 3000
BENCH_SAVE   a name: what was printed is kept in bench/results/<name>.txt as well
"""

import os
from pathlib import Path

from bench.data import data
from bench.facts import facts
from bench.figures import table
from bench.measurements import acts, importing, ingest, lists, titles
from bench.subject import Subject
from embedded.home import ROOT
from embedded.trial import trial

# Each sees what the ones before it left: all is imported, then titled, then looked at.
MEASUREMENTS = (importing, titles, lists, ingest, acts)
SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DATABASE_POOL", "DEBUG")
RESULTS = ROOT / "bench" / "results"


def main():
    for name in SERVERS:  # its own, whatever the shell says
        os.environ.pop(name, None)
    pages = [*run(os.environ.get("BENCH_DATA"), int(os.environ.get("BENCH_CHATS") or 3000))]
    if os.environ.get("BENCH_SAVE"):
        save(RESULTS / f"{os.environ['BENCH_SAVE']}.txt", pages)


def run(file, chats):
    """What it finds out, a page at a time, each printed as soon as it is known."""
    with trial(LOG_LEVEL="WARNING") as parts, data(parts, file, chats) as data_file:
        subject = Subject(parts, data_file)
        yield show(facts(subject))
        for measurement in MEASUREMENTS:
            yield show(table(measurement.TITLE, measurement.measure(subject)))


def show(page):
    print(page, end="\n\n", flush=True)
    return page


def save(path: Path, pages):
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n\n".join(pages) + "\n")


if __name__ == "__main__":
    main()
