"""A real server for tests that speak HTTP to it: granian in a process of its own."""

import fcntl
import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from embedded import port
from embedded.home import ROOT, Home
from embedded.processes import Nursery
from embedded.up import GRANIAN
from tests import database

WEB = [*GRANIAN, "--workers-kill-timeout=3"]


@pytest.fixture(scope="session", autouse=True)
def no_static_files(tmp_path_factory):
    """WhiteNoise looks at each file for each client; those of `live` are not for our process."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


@pytest.fixture
def live(request, live_process, django_db_blocker):
    """The base URL of a running Parley; the test's own rows are committed to its database.

    Take it without the django_db mark, and give the organization a name of its own: what
    other tests left is still there.
    """
    if request.node.get_closest_marker("django_db"):
        pytest.fail("`live` commits; the django_db mark, which rolls back, can't go with it")
    url, log = live_process
    said_before = log.stat().st_size
    with django_db_blocker.unblock():
        database.connect_to(database.LIVE)
        yield url
        database.connect_to(database.OWN)
    print(log.read_text()[said_before:])  # pytest shows it when the test failed


@pytest.fixture(scope="session")
def live_process(django_db_setup, django_db_blocker):
    """Started by the first test that takes `live`; gives its base URL and its log."""
    with django_db_blocker.unblock():
        database.copy_template(database.LIVE)
    home = Home.open(os.environ["PARLEY_HOME"])
    number = port.free()
    environment = environment_of(number)
    collect_static_files(home, environment)
    name = f"live-{database.OWN}"
    with open(home.path / name, "w+") as bond, Nursery(home, bond) as nursery:
        command = [*WEB, "--port", number, "config.wsgi:application"]
        web = nursery.start(name, command, cwd=ROOT, env=environment)
        web.wait_until(lambda: port.answers(number), seconds=240)
        yield environment["BASE_URL"], web.log


def environment_of(number):
    """As `up` has it, on the second database."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database.LIVE}").geturl()
    told = {"DATABASE_URL": url, "BASE_URL": f"http://localhost:{number}", "DEBUG": "false"}
    return {
        **os.environ,
        **told,
        "REDIS_URL": its_own(os.environ["REDIS_URL"]),
        "DATABASE_POOL": "5",
    }


def its_own(url):
    """Another of Valkey's databases: rows of both of ours have the same keys."""
    return re.sub(r"(?<=[?]db=)[0-7]$", lambda number: str(8 + int(number[0])), url)


def collect_static_files(home, environment):
    """Once for all workers."""
    with open(home.path / "static.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home.path / "static" / "staticfiles.json").exists():
            command = [sys.executable, ROOT / "manage.py", "collectstatic", "--no-input", "-v0"]
            subprocess.run(command, env=environment, check=True)
