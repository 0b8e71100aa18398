"""All of Parley in one terminal: stores, migrations, demo, worker, web server."""

import json
import os
import sys
from subprocess import PIPE
from urllib.parse import urlsplit

from embedded import farewell, frontdoor, port
from embedded.home import ROOT, write_private
from embedded.lock import only_one
from embedded.stores import Stores

MANAGE = [sys.executable, ROOT / "manage.py"]
# A single worker has nobody to gossip with, which would cost a second at the start.
ALONE = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
CELERY = [sys.executable, "-m", "celery", "--app=config"]
WORKER = [*CELERY, "worker", "--beat", "--queues=celery", "--concurrency=2", *ALONE]
# What it waits for is other people's servers: one process, many threads
DELIVERIES = [
    *CELERY,
    "worker",
    "--queues=deliveries",
    "--pool=threads",
    "--concurrency=16",
    *ALONE,
]
CHECKED = {"CELERY_SKIP_CHECKS": "1"}  # migrate has just done so; twice costs memory and a second
GRANIAN = [sys.executable, "-m", "granian", "--interface=wsgi", "--no-ws", "--blocking-threads=10"]
# Without the time limit a worker that is told to end while it starts never does.
WEB = [*GRANIAN, "--workers=2", "--workers-kill-timeout=3"]


def up(home, number):
    """Run all of it until a signal comes or a child ends (Trouble)."""
    url = os.environ.get("BASE_URL") or f"http://localhost:{number}"
    farewell.listen()
    try:
        with only_one(home, url) as bond:
            port.refuse_taken(number)
            run(Stores(home), bond, number, url)
    except farewell.Farewell:
        print("\nParley has stopped.", flush=True)


def run(stores, bond, number, url):
    home = stores.home
    environment = {**os.environ, **stores.environment(), "BASE_URL": url, "PYTHONUNBUFFERED": "1"}
    how = {"cwd": ROOT, "env": environment}
    with stores.running(bond) as nursery:
        prepare(nursery, how)
        demo = open_demo(nursery, home, how) if stores.postgres else None
        with frontdoor.step("Starting the workers and the web server"):
            start_worker(nursery, how)
            start_deliveries(nursery, how)
            start_web(nursery, number, url, how)
        frontdoor.welcome(url, home, demo)
        nursery.watch()


def start_worker(nursery, how):
    schedule = ["--schedule", nursery.home.path / "beat-schedule"]
    return nursery.start("Worker", [*WORKER, *schedule], **checked(how))


def start_deliveries(nursery, how):
    return nursery.start("Deliveries", DELIVERIES, **checked(how))


def checked(how):
    return {**how, "env": {**how["env"], **CHECKED}}


def start_web(nursery, number, url, how):
    where = ["--host", port.LOOPBACK, "--port", number]
    web = nursery.start("Web", [*WEB, *where, "config.wsgi:application"], **how)
    web.wait_until(lambda: port.answers(number, urlsplit(url).hostname), seconds=60)
    return web


def prepare(nursery, how):
    with frontdoor.step("Bringing the database and the static files up to date"):
        files = nursery.start("Static files", [*MANAGE, "collectstatic", "--no-input"], **how)
        tables = [*MANAGE, "migrate", "--database", "owner"]
        nursery.finish(nursery.start("Migrations", tables, **how))
        nursery.finish(files)


def open_demo(nursery, home, how):
    """Login and key of the demo organization, made on the first start."""
    if not home.demo.exists():
        with frontdoor.step("Filling the demo organization"):
            filling = nursery.start("Demo", [*MANAGE, "demo"], stdout=PIPE, text=True, **how)
            printed = nursery.finish(filling)
        write_private(home.demo, printed.strip().splitlines()[-1])
    return json.loads(home.demo.read_text())
