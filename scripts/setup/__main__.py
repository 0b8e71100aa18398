"""`python scripts/setup run` or `… test`: everything that this needs, and only what is missing.

Needs nothing but Python's standard library. Quick and silent when all is there.
"""

import contextlib
import fcntl
import sys

import assets
import chromium
import environment
from steps import VENV, Failed

REQUIREMENTS = {"run": "requirements.txt", "test": "requirements-dev.txt"}


def main(purpose):
    """The exit code."""
    requirements = REQUIREMENTS[purpose]
    try:
        if not (environment.is_installed(requirements) and assets.is_installed()):
            install(requirements)
        if purpose == "test":
            chromium.install()
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(f"Can't use {error.filename}: does this copy belong to another user?")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def install(requirements):
    print("Setting up (once; it takes about a minute):", flush=True)
    with alone():
        environment.install(requirements)
        assets.install()


@contextlib.contextmanager
def alone():
    """Two set-ups of one copy at the same time wait for each other."""
    VENV.parent.joinpath("var").mkdir(exist_ok=True)
    with VENV.parent.joinpath("var", "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
