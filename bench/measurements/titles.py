"""How many conversations a second the worker gives a title and a summary, all of them waiting."""

from time import perf_counter

from bench import cpu
from bench.figures import Figure

TITLE = "Titles"


def measure(subject):
    waiting = subject.due()
    worker = subject.parts.start("Worker").process.pid
    left = subject.wait_until_due(lambda due: due < waiting)
    began, used, in_database = perf_counter(), cpu.of_group(worker), subject.database_cpu()
    subject.wait_until_due(lambda due: not due)
    rate, used = left / (perf_counter() - began), cpu.of_group(worker) - used
    in_database = subject.database_cpu() - in_database
    subject.parts.kill("Worker")
    note = f"{left:,} of {waiting:,}; processor: {1000 * used / left:.1f} ms each"
    note += f" and {1000 * in_database / left:.1f} ms of PostgreSQL"
    yield Figure("worker of make run, 2 processes", [rate], "/s", note=note)
