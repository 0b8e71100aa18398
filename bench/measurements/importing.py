"""How many conversations a second a file brings in, titles not counted."""

from bench import cpu
from bench.figures import Figure, milliseconds
from bench.subject import SLUG

TITLE = "Import"


def measure(subject):
    yield rate(subject, "manage.py import_conversations")
    yield rate(subject, "again, when all is there")


def rate(subject, what):
    command = ("import_conversations", subject.file, "--organization", SLUG)
    used, in_database = cpu.of_ended_children(), subject.database_cpu()
    seconds = milliseconds(lambda: subject.parts.manage(*command)) / 1000
    chats, turns = (subject.count(f"conversations_{table}") for table in ("conversation", "turn"))
    used = 1000 * (cpu.of_ended_children() - used) / chats
    in_database = 1000 * (subject.database_cpu() - in_database) / chats
    note = f"{chats:,} with {turns:,} turns in {seconds:.1f} s; processor: {used:.1f} ms each"
    note += f" and {in_database:.1f} ms of PostgreSQL"
    return Figure(what, [chats / seconds], "/s", note=note)
