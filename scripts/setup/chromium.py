"""A Chromium for the browser tests: found, else installed by apt where that is possible."""

import os
import shutil
import subprocess

from steps import Failed, run, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-liberation")
ADVICE = (
    "No Chromium found for the browser tests: install it (on Debian: apt-get install chromium) "
    "or name one by CHROMIUM=/path/to/chrome."
)


def find():
    """A Chromium that starts; Ubuntu's package of that name is only a pointer to a snap."""
    candidates = (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES))
    return next((path for path in candidates if path and starts(path)), None)


def starts(path):
    try:
        return subprocess.run([path, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def install():
    """Failed where there is none and CI must not go on without."""
    if not find():
        by_apt()
    if not find():
        if os.environ.get("CI") == "true":
            raise Failed(ADVICE)
        print(f"  {ADVICE} The browser tests are skipped.", flush=True)


def by_apt():
    if os.geteuid() or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        with step("Installing Chromium by apt"):
            run(["apt-get", "update"], env=quiet)
            run(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], env=quiet)
    except Failed as failed:
        print(failed, flush=True)
