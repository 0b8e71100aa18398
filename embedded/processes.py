"""Child processes that write to a log of their own and die with us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from embedded import lock
from embedded.trouble import Trouble

PR_SET_PDEATHSIG = 1
LOG_MAX = 10 * 1024 * 1024
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass
class Child:
    """A running server, with the signal that ends it in an orderly way."""

    name: str
    process: subprocess.Popen
    log: Path
    log_start: int  # where in the log its own words begin
    farewell: int
    patience: float

    def is_alive(self):
        return self.process.poll() is None

    def stop(self):
        """End it in an orderly way, by force when it takes longer than its patience."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.send_signal(self.farewell)
            self.process.wait(self.patience)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # with children that outlive it
        self.process.wait()

    def died(self):
        """The Trouble that says so, with its reason as far as its log tells it."""
        with self.log.open(errors="replace") as log:
            log.seek(self.log_start)
            why = last_words(log.read())
        code = self.process.returncode
        return Trouble(f"{self.name} ended with code {code}{why}: see {self.log}")

    def wait_until(self, is_ready, seconds):
        """Poll until it is ready; Trouble when it ends or never is."""
        deadline = time.monotonic() + seconds
        while not is_ready():
            if not self.is_alive():
                raise self.died()
            if time.monotonic() > deadline:
                raise Trouble(f"{self.name} was not ready after {seconds} s: see {self.log}")
            time.sleep(0.02)


class Nursery:
    """The children of one home; each bears the lock that says it is alive. Leaving ends them."""

    def __init__(self, home, bond):
        self.home = home
        self.bond = bond  # the inherited lock, see lock.only_one
        self.children = []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for child in reversed(self.children):
            child.stop()

    def start(self, name, command, farewell=signal.SIGTERM, patience=10, stdout=None, **how):
        """A child in a session of its own, so that Ctrl-C reaches it only through us."""
        log = fresh_log(self.home.logs / f"{name.lower().replace(' ', '-')}.log")
        with log.open("ab") as out:
            start = out.tell()
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=stdout or out,
                stderr=out,
                start_new_session=True,
                pass_fds=[self.bond.fileno()],
                preexec_fn=die_with_parent(farewell),
                **how,
            )
        child = Child(name, process, log, start, farewell, patience)
        self.children.append(child)
        lock.note(self.bond, [child.process.pid for child in self.children])
        return child

    def finish(self, child):
        """Wait for a child that ends by itself; what it printed, if that was asked for."""
        printed = child.process.communicate()[0]
        self.children.remove(child)
        if child.process.returncode:
            raise child.died()
        return printed

    def watch(self):
        """Return never: raise Trouble as soon as one child ends."""
        while True:
            for child in self.children:
                if not child.is_alive():
                    raise child.died()
            time.sleep(0.2)


def die_with_parent(number):
    """For preexec_fn: the kernel sends that signal when our main thread is gone (Linux only)."""
    parent = os.getpid()

    def ask_the_kernel():
        if sys.platform == "linux":
            LIBC.prctl(PR_SET_PDEATHSIG, number)
            if os.getppid() != parent:
                os._exit(1)

    return ask_the_kernel


def fresh_log(path):
    """The log, put aside once it has grown large."""
    if path.exists() and path.stat().st_size > LOG_MAX:
        path.replace(path.with_suffix(".log.1"))
    return path


def last_words(text):
    """The line that tells why, in brackets: PostgreSQL's FATAL, a traceback's last."""
    lines = text.strip().splitlines()
    fatal = [line for line in lines if "FATAL" in line]
    return f" ({(fatal or lines)[-1].strip()})" if lines else ""
