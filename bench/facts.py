"""What the figures depend on: the machine, the versions, the data, PostgreSQL's settings."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from embedded.home import ROOT
from embedded.postgres import SETTINGS

# Left as PostgreSQL has them, but of weight
OTHERS = ("fsync", "full_page_writes", "max_wal_size", "work_mem", "random_page_cost", "jit")


def facts(subject) -> str:
    told = {
        "Parley": git("describe", "--always", "--dirty"),
        "At": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load {os.getloadavg()[0]:.1f}",
        "Machine": f"{len(os.sched_getaffinity(0))} cores, {processor()}, {memory()}",
        "Python": platform.python_version(),
        "PostgreSQL": subject.sql("SHOW server_version"),
        "Settings": settings(subject, [name for name in SETTINGS if name != "listen_addresses"]),
        "Defaults": settings(subject, OTHERS),
        "Data": subject.file.name,
    }
    return "\n".join(f"{name:<11} {value}" for name, value in told.items())


def settings(subject, names):
    return ", ".join(f"{name} {subject.sql(f'SHOW {name}')}" for name in names)


def git(*arguments):
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "not from git"


def processor():
    found = re.search(r"model name\s*: (.*)", read("/proc/cpuinfo"))
    return found[1] if found else platform.machine()


def memory():
    found = re.search(r"MemTotal:\s*(\d+) kB", read("/proc/meminfo"))
    return f"{int(found[1]) / 1024**2:.0f} GiB" if found else "memory unknown"


def read(path):
    return Path(path).read_text() if Path(path).exists() else ""
