"""PostgreSQL as a child, on a unix socket that only its own account and root can open."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from embedded.account import Account
from embedded.binaries import find_postgres
from embedded.processes import last_words
from embedded.roles import DATABASE
from embedded.trouble import Trouble

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    # Until new tables are analysed, the checks of foreign keys may take an index that doesn't fit
    "autovacuum_naptime": "5s",
    "synchronous_commit": "on",  # what was answered with 201 is on the disk
    "shared_preload_libraries": "pg_stat_statements",
}
# initdb's trust is safe only because the socket's folder has mode 0700 and TCP is off.
INITDB = ("--username=postgres", "--auth-local=trust", "--auth-host=reject")
ALPHABET = ("--encoding=UTF8", "--locale=C.UTF-8")  # with plain C pg_trgm drops other letters
READY_LINE = 7  # of postmaster.pid, counted from 0


class Postgres:
    """One cluster in a home, made on its first start."""

    def __init__(self, home, **settings):
        self.data = home.path / "postgres" / "data"
        self.bindir = find_postgres(self.data)
        self.account = Account(self.bindir, home)
        self.socket_folder = home.socket_folder("postgres")
        self.account.take(self.socket_folder)
        self.settings = {**SETTINGS, "unix_socket_directories": str(self.socket_folder), **settings}
        self.log = home.logs / "initdb.log"

    def url(self, role, database=DATABASE):
        """Understood by django-environ and by libpq alike."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def start(self, nursery):
        if self.data.exists():
            self.account.take(self.data)
            self.forget_recycled_process()
        else:
            self.make()
        settings = [part for pair in self.settings.items() for part in ("-c", "=".join(pair))]
        child = nursery.start(
            "PostgreSQL",
            self.command("postgres", "-D", self.data, *settings),
            farewell=signal.SIGINT,  # its "fast" shutdown
            patience=30,
            **self.surroundings(),
        )
        child.wait_until(lambda: self.is_ready(child.process.pid), seconds=60)
        return child

    def make(self):
        """Make the cluster beside its place, so that a cut attempt leaves nothing there."""
        fresh = self.data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        self.account.take(fresh)
        command = self.command("initdb", "-D", fresh, *INITDB, *ALPHABET)
        with self.log.open("wb") as out:
            made = subprocess.run(command, stdout=out, stderr=out, **self.surroundings())
        if made.returncode:
            raise Trouble(f"initdb failed{last_words(self.log.read_text())}: see {self.log}")
        fresh.rename(self.data)

    def command(self, program, *arguments):
        return [*self.account.prefix, self.bindir / program, *arguments]

    def surroundings(self):
        """No PG* variable of ours may reach it, and it may have no right to our folder."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return {"cwd": "/", "env": {**kept, "LC_ALL": "C.UTF-8"}, **self.account.how}

    def is_ready(self, process):
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return (
            len(lines) > READY_LINE
            and lines[0] == str(process)
            and lines[READY_LINE].strip() == "ready"
        )

    def forget_recycled_process(self):
        """After a kill and a restart of the machine the old id may be another program's.

        PostgreSQL would then refuse to start; a true PostgreSQL on this data is left to it.
        """
        file = self.data / "postmaster.pid"
        if sys.platform != "linux" or not file.exists():
            return
        program = Path("/proc", file.read_text().split("\n")[0], "comm")
        if program.exists() and program.read_text().strip() != "postgres":
            file.unlink()
