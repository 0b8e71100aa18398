"""Starts the stores that the environment does not name, and names them in it."""

import contextlib
import os

from embedded.postgres import Postgres
from embedded.processes import Nursery
from embedded.roles import APP, OWNER, establish
from embedded.valkey import Valkey


class Stores:
    """The database and the broker of one home, as far as they are ours to run."""

    def __init__(self, home, postgres=None, valkey=None):
        self.home = home
        self.postgres = Postgres(home, **(postgres or {})) if lacks("DATABASE_URL") else None
        self.valkey = Valkey(home, **(valkey or {})) if lacks("REDIS_URL") else None

    def environment(self):
        """What a child needs beside the environment that we have ourselves."""
        told = {"PARLEY_HOME": str(self.home.path)}
        if lacks("SECRET_KEY"):
            told["SECRET_KEY"] = self.home.secret_key()
        if self.postgres:
            told["DATABASE_URL"] = self.postgres.url(APP)
            told["DATABASE_OWNER_URL"] = self.postgres.url(OWNER)
        if self.valkey:
            told["REDIS_URL"] = self.valkey.url
        return told

    @contextlib.contextmanager
    def running(self, bond, owner_may="NOCREATEDB"):
        """Both, until the end of the block; gives the nursery for further children."""
        with self.no_sockets_left(), Nursery(self.home, bond) as nursery:
            if self.postgres:
                self.postgres.start(nursery)
                establish(self.postgres.url("postgres", "postgres"), owner_may)
            if self.valkey:
                self.valkey.start(nursery)
            yield nursery

    @contextlib.contextmanager
    def no_sockets_left(self):
        """Their folders may lie outside the home, where nobody would clean up."""
        try:
            yield
        finally:
            for store in filter(None, (self.postgres, self.valkey)):
                with contextlib.suppress(OSError):
                    store.socket_folder.rmdir()


def lacks(name):
    return not os.environ.get(name)
