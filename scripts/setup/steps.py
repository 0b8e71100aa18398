"""One line a step; the full output goes to a log and shows only when a step fails."""

import contextlib
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "setup.log"
TAIL = 15


class Failed(Exception):
    """A step failed; the sentence says what to do."""


@contextlib.contextmanager
def step(what):
    """Say what is being done while it lasts, then how long it took."""
    print(f"  {what} … ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - start:.0f} s", flush=True)


def run(command, advice="", **how):
    """Run quietly; Failed with the end of its output and the advice."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **how,
    )
    with LOG.open("a") as log:
        print("$", *command, file=log)
        log.write(done.stdout)
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-TAIL:])
        raise Failed(f"{tail}\n{advice or 'The whole output is in ' + str(LOG)}")
    return done.stdout
