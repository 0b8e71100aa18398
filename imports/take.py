"""An import: lines are read, stored in batches, and counted; what is refused is written down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from imports.arrival import Format, Refused, read
from imports.lines import Damaged, Line
from imports.rejects import Rejects
from imports.store import store
from organizations.models import Project

BATCH = 200  # lines …
BATCH_BYTES = 4 * 1024 * 1024  # … and their bytes, stored together
START = datetime(2026, 1, 1, tzinfo=UTC)  # of the made-up times


@dataclass
class Count:
    """How far an import is: lines read, blank ones included, and what became of them."""

    lines: int = 0
    imported: int = 0
    here: int = 0
    refused: int = 0

    def __str__(self):
        """12 imported, 3 refused."""
        here = [f"{self.here:,} already here"] if self.here else []
        return ", ".join([f"{self.imported:,} imported", *here, f"{self.refused:,} refused"])


def take(
    project: Project,
    lines: Iterable[Line],
    format: Format,
    start: datetime,
    rejects: Rejects,
    since: datetime | None = None,
) -> Iterator[Count]:
    """Import the lines; gives the one Count, grown, after each batch that is in.

    Damaged once all lines before the damage are in. since: see store().
    """
    count = Count()
    for batch in batches(lines):
        arrivals = []
        for line in batch:
            try:
                if line.text:
                    arrivals.append(read(line, format, start))
            except Refused as refused:
                refuse(count, rejects, line, str(refused))
        stored = store(project, arrivals, since)
        for arrival, reason in stored.refused:
            refuse(count, rejects, arrival.line, reason)
        rejects.flush()
        count.lines = batch[-1].number
        count.imported += stored.imported
        count.here += stored.here
        yield count


def refuse(count, rejects, line, reason):
    rejects.add(line, reason)
    count.refused += 1


def batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch, size = [], 0
    try:
        for line in lines:
            batch.append(line)
            size += len(line.text)
            if len(batch) == BATCH or size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
    except Damaged:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
