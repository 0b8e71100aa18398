"""docs/deploy.md from the roles to the restored backup; ends with code 77 where it can't begin."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from embedded import port
from embedded.frontdoor import first_chat_body, step
from embedded.home import ROOT, Home
from embedded.processes import Nursery
from embedded.trouble import Trouble
from embedded.up import DELIVERIES, MANAGE, WEB, WORKER
from scripts.prove_servers import servers

CANNOT = 77
NAME = "parley.example"
CHECK = ["check", "--deploy", "--fail-level", "WARNING"]
FOUND = ["create_organization", "acme", "--name", "Acme"]
JOIN = ["create_member", "acme", "ada@example.com", "--role", "owner"]
KEY = ["create_api_key", "acme", "--name", "Proof"]
COUNT = "select count(*) from conversations_conversation"


def main():
    """The exit code."""
    try:
        folder, redis = servers.find()
    except servers.Missing as missing:
        print(f"Can't prove it here, for want of {missing}", file=sys.stderr)
        return CANNOT
    with tempfile.TemporaryDirectory(prefix="parley-proof-") as place:
        try:
            prove(folder, redis, Path(place))
        except Trouble as trouble:
            print(trouble, *last_lines(Path(place)), sep="\n", file=sys.stderr)
            return 1
    print("Proven.")
    return 0


def last_lines(place):
    """Of each log, since all of them go with the place."""
    for log in sorted(place.glob("home/log/*.log")):
        yield f"--- {log.name}"
        yield from log.read_text(errors="replace").splitlines()[-20:]


def prove(folder, redis, place):
    place.chmod(0o777)
    home = Home.open(place / "home")
    database, broker, web = (servers.free_port() for _ in range(3))
    with (home.path / "children").open("w+") as bond, Nursery(home, bond) as nursery:
        with step(f"Starting {folder} and {redis}"):
            servers.start_postgres(folder, nursery, place, database)
            servers.start_redis(redis, nursery, place, broker)
        environment = environment_of(home, database, broker)
        key = prepare(environment)
        with step("Starting worker and web"):
            start_parley(nursery, home, web, environment)
        with step("Sending a chat and reading it back"):
            sent = send_and_read(web, key)
        with step("Waiting for the worker to write its summary"):
            wait_for_summary(web, key, sent)
        with step("Restoring a backup beside it"):
            restore(folder, environment, database)


def environment_of(home, database, broker):
    """The file /etc/parley.env of the page."""
    return {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "kept-for-the-length-of-a-proof-only-" + os.urandom(16).hex(),
        "BASE_URL": f"https://{NAME}",
        "ALLOWED_HOSTS": NAME,
        "DATABASE_URL": servers.url("parley_app", database),
        "DATABASE_OWNER_URL": servers.url("parley_owner", database),
        "REDIS_URL": f"redis://:{servers.ENCODED}@127.0.0.1:{broker}/0",
        "PARLEY_HOME": str(home.path),
    }


def prepare(environment):
    """An API key."""
    for what in (CHECK, ["migrate"], ["collectstatic", "--no-input"], FOUND, JOIN):
        with step(" ".join(["manage.py", *what])):
            manage(what, environment)
    with step(" ".join(["manage.py", *KEY])):
        return manage(KEY, environment).splitlines()[-1]


def manage(what, environment):
    return run([*MANAGE, *what], environment)


def run(command, environment):
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}")
    return done.stdout.strip()


def start_parley(nursery, home, number, environment):
    how = {"cwd": ROOT, "env": environment}
    nursery.start("Worker", [*WORKER, "--schedule", home.path / "beat-schedule"], **how)
    nursery.start("Deliveries", DELIVERIES, **how)
    where = ["--host", port.LOOPBACK, "--port", number, "config.wsgi:application"]
    web = nursery.start("Web", [*WEB, *where], **how)
    web.wait_until(lambda: port.answers(number, NAME), seconds=240)


def send_and_read(number, key):
    sent = ask(number, key, "/v1/chat", json.dumps(first_chat_body()).encode())["data"]
    found = ask(number, key, "/v1/chat?searchText=parcel")
    assert [chat["id"] for chat in found["data"]] == [sent["id"]], (sent, found)
    return sent["id"]


def wait_for_summary(number, key, sent):
    deadline = time.monotonic() + 240
    while not ask(number, key, f"/v1/chat/{sent}")["data"]["summary"]:
        if time.monotonic() > deadline:
            raise Trouble("The worker wrote no summary in four minutes")
        time.sleep(0.2)


def ask(number, key, path, body=None):
    """As the reverse proxy would pass it on."""
    headers = {"Host": NAME, "X-Forwarded-Proto": "https", "Authorization": f"Bearer {key}"}
    request = urllib.request.Request(f"http://127.0.0.1:{number}{path}", body, headers)
    with contextlib.closing(urllib.request.urlopen(request, timeout=60)) as answer:
        return json.load(answer)


def restore(folder, environment, database):
    """pg_dump and pg_restore as the owner, into a database made as the page says."""
    admin, copy = servers.url("postgres", database), servers.url("parley_owner", database, "copy")
    psql = [folder / "psql", "--no-psqlrc", "--tuples-only", "--no-align"]
    dump = f"{environment['PARLEY_HOME']}/parley.dump"
    origin = environment["DATABASE_OWNER_URL"]
    run([folder / "pg_dump", "--format=custom", f"--file={dump}", origin], environment)
    made = "CREATE DATABASE copy OWNER parley_owner TEMPLATE template0 ENCODING UTF8"
    run([*psql, admin, "-c", f"{made} LOCALE 'C.UTF-8'"], environment)
    run([folder / "pg_restore", "--no-owner", "--exit-on-error", "-d", copy, dump], environment)
    assert run([*psql, copy, "-c", COUNT], environment) == "1"


if __name__ == "__main__":
    sys.exit(main())
