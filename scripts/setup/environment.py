"""The virtual environment with the locked packages, as fast as the machine allows."""

import hashlib
import os
import shutil
import subprocess
import sys

from steps import PYTHON, ROOT, VENV, Failed, run, step

NO_VENV = "Python's venv module is incomplete here; on Debian: apt-get install python3-venv"
OFFLINE = "Packages come from PyPI (or your mirror of it): is it within reach?"


def is_installed(requirements):
    stamp = stamp_of(requirements)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint(requirements)


def install(requirements):
    """Install what the file locks, unless that was done before."""
    if is_installed(requirements):
        return
    make_environment()
    with step(f"Installing what {requirements} locks"):
        if not (has_uv() and by_uv(requirements)):
            by_pip(requirements)
    stamp_of(requirements).write_text(fingerprint(requirements))


def make_environment():
    """Made anew when its Python is gone or another one."""
    if works():
        return
    with step(f"Making a virtual environment for Python {sys.version.split()[0]}"):
        shutil.rmtree(VENV, ignore_errors=True)
        VENV.mkdir()
        run([sys.executable, "-m", "venv", VENV], advice=NO_VENV)


def works():
    """Whether its Python starts, finds pip, and is of the version it was made for."""
    if not PYTHON.exists():
        return False
    code = "import pip, sys; print(sys.prefix)"
    told = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True)
    return told.returncode == 0 and told.stdout.strip() == str(VENV)


def has_uv():
    """Install uv, itself locked; where it has no wheel, pip does the work alone."""
    if is_installed("requirements-uv.txt"):
        return True
    try:
        by_pip("requirements-uv.txt")
    except Failed:
        return False
    stamp_of("requirements-uv.txt").write_text(fingerprint("requirements-uv.txt"))
    return True


def by_uv(requirements):
    """Whether it could: an index that only pip's configuration names is unknown to it."""
    # The machine's certificates: behind a company's proxy no others will do.
    environment = {"UV_SYSTEM_CERTS": "true", **os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    command = [PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, "--require-hashes"]
    try:
        run([*command, "-r", requirements], env=environment)
    except Failed:
        return False
    return True


def by_pip(requirements):
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    run([*command, "--only-binary=:all:", "--require-hashes", "-r", requirements], advice=OFFLINE)


def stamp_of(requirements):
    return VENV / f"installed-{requirements}"


def fingerprint(requirements):
    """Changes with the lock file and with the place, which the environment's programs name."""
    content = (ROOT / requirements).read_bytes() + os.fsencode(VENV)
    return hashlib.sha256(content).hexdigest()
