"""One Parley at a time in a home, and none of its children left from a killed one.

The kernel's own file locks decide, not process ids: they vanish with their holder, however
it died. The file `lock` is held by `up` alone; `children` is inherited by every child, so
that it stays held for as long as one of them lives.
"""

import contextlib
import fcntl
import json
import os
import signal
import time

from embedded.trouble import Trouble

PATIENCE = 5  # seconds for the children of a killed run to end by themselves


def try_lock(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def only_one(home, where):
    """Hold the home; gives the `children` file, to be inherited by every child."""
    with home.lock.open("a+") as lock, home.lock.with_name("children").open("a+") as children:
        if not try_lock(lock):
            raise Trouble(f"It already runs in {home.path} ({holder(home)}).")
        end_orphans(children)
        note(lock, {"process": os.getpid(), "where": where})
        note(children, [])
        yield children


def is_held(home):
    """Whether a Parley runs in the home at this moment."""
    with home.lock.open("a+") as lock:
        return not try_lock(lock)


def holder(home):
    held = read(home.lock) or {}
    return f"process {held.get('process', 'unknown')}, {held.get('where', 'still starting')}"


def end_orphans(children):
    """Wait for the children of a killed run, then end those that stay."""
    for end in (None, signal.SIGTERM, signal.SIGKILL):
        if end:
            signal_all(read(children.name) or [], end)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if try_lock(children):
                return
            time.sleep(0.05)
    raise Trouble(f"Servers of an earlier run don't end: processes {read(children.name)}.")


def signal_all(processes, number):
    """To each with its own children, which may outlive it."""
    for process in processes:
        if not is_reused(process):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process, number)


def is_reused(process):
    """Whether the id is another program's by now: our children led sessions of their own."""
    try:
        return os.getsid(process) != process
    except ProcessLookupError:
        return False


def note(file, what):
    file.seek(0)
    file.truncate()
    file.write(json.dumps(what))
    file.flush()


def read(path):
    """What was noted, None while it is being written."""
    try:
        with open(path) as file:
            return json.load(file)
    except ValueError:
        return None
