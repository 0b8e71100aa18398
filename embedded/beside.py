"""A command beside the database and the broker alone: for development, checks and tests."""

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path

from embedded import farewell
from embedded.home import Home
from embedded.lock import is_held, only_one
from embedded.stores import Stores

# What is thrown away at the end need not survive a crash.
UNSAFE = {
    "postgres": {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"},
    "valkey": {"appendonly": "no"},
}


def beside(command, home):
    """Run it with the environment set; its exit code.

    On servers of its own that live as long as the command, in a home that None throws away
    afterwards; or on those of a Parley that runs in the home.
    """
    farewell.listen()
    try:
        if home and is_held(home):
            return run(command, Stores(home).environment())
        with kept(home) if home else throwaway() as environment:
            return run(command, environment)
    except farewell.Farewell:
        return 130


def run(command, environment):
    # The terminal sends Ctrl-C to the command too, which knows what it means to it.
    signal.signal(signal.SIGINT, lambda *signal_and_frame: None)
    with subprocess.Popen(command, env={**os.environ, **environment}) as process:
        try:
            return process.wait()
        except farewell.Farewell:
            process.terminate()
            raise


@contextlib.contextmanager
def kept(home):
    stores = Stores(home)
    with only_one(home, "services alone") as bond, stores.running(bond):
        yield stores.environment()


@contextlib.contextmanager
def throwaway(owner_may="NOCREATEDB"):
    """Empty servers in a temporary home; gives the environment that names them."""
    with tempfile.TemporaryDirectory(prefix="parley-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # the account of PostgreSQL passes through
        home = Home.open(folder)
        stores = Stores(home, **UNSAFE)
        with only_one(home, "services alone") as bond, stores.running(bond, owner_may):
            yield stores.environment()
