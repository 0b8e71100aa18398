"""A whole Parley on data that is thrown away, set like `make run`: to be measured, and killed."""

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path

from embedded import port
from embedded.home import ROOT, Home
from embedded.lock import only_one
from embedded.stores import Stores
from embedded.up import MANAGE, prepare, start_deliveries, start_web, start_worker


class Trial:
    """Its parts, each of which can be killed and started again by itself."""

    def __init__(self, stores, nursery, told):
        self.stores, self.nursery = stores, nursery
        self.number = port.free()
        self.url = f"http://localhost:{self.number}"
        more = {"BASE_URL": self.url, "PYTHONUNBUFFERED": "1", **told}
        self.how = {"cwd": ROOT, "env": {**os.environ, **stores.environment(), **more}}

    def start(self, name):
        """A part by its name; the web server is ready when this returns, as are stores."""
        starts = {
            "PostgreSQL": lambda: self.stores.postgres.start(self.nursery),
            "Valkey": lambda: self.stores.valkey.start(self.nursery),
            "Worker": lambda: start_worker(self.nursery, self.how),
            "Deliveries": lambda: start_deliveries(self.nursery, self.how),
            "Web": lambda: start_web(self.nursery, self.number, self.url, self.how),
        }
        return starts[name]()

    def kill(self, name):
        """At once, its children too, without a chance to clean up."""
        [child] = [child for child in self.nursery.children if child.name == name]
        if name == "PostgreSQL":  # its own word for that: its processes lead their own groups
            child.process.send_signal(signal.SIGQUIT)
        else:
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        self.nursery.children.remove(child)

    def manage(self, *what) -> str:
        """What a command of manage.py prints."""
        done = subprocess.run([*MANAGE, *what], capture_output=True, text=True, **self.how)
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(what)}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()


@contextlib.contextmanager
def trial(**told):
    """The stores run and are migrated; told is added to the environment of all parts."""
    with tempfile.TemporaryDirectory(prefix="parley-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # the account of PostgreSQL passes through
        home = Home.open(folder)
        stores = Stores(home)
        with only_one(home, "a trial") as bond, stores.running(bond) as nursery:
            parts = Trial(stores, nursery, told)
            prepare(nursery, parts.how)
            yield parts
