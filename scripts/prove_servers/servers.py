"""Debian's PostgreSQL and Redis on loopback, with passwords, as a real server has them."""

import os
import re
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from embedded.home import ROOT

PACKAGES = ("postgresql", "redis-server")
PASSWORD = "s3cret@proof"  # with a character that a URL must encode
ENCODED = "s3cret%40proof"


class Missing(Exception):
    """What can't be installed here."""


def find():
    """PostgreSQL's folder of programs and redis-server, installed by apt when they are missing."""
    if not (postgres_folder() and shutil.which("redis-server")):
        install()
    return postgres_folder(), shutil.which("redis-server")


def postgres_folder():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[0].parent if found else None  # the oldest: the one most likely to lack something


def install():
    if os.geteuid() or not shutil.which("apt-get"):
        raise Missing(f"these packages of Debian: {' '.join(PACKAGES)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(["apt-get", *command], env=quiet, capture_output=True, text=True)
        if done.returncode:
            raise Missing(done.stderr.strip())


def account(name):
    """Under root the servers run as their packages' own users."""
    return {"user": name, "group": name, "extra_groups": []} if os.geteuid() == 0 else {}


def start_postgres(folder, nursery, place, number):
    """A new cluster below the place; connections by TCP need a password."""
    who = {"cwd": "/", **account("postgres")}
    secret = place / "superuser"
    secret.write_text(PASSWORD)
    data = place / "postgres"
    command = [folder / "initdb", "-D", data, "-U", "postgres", "-A", "scram-sha-256"]
    alphabet = ["-E", "UTF8", "--locale=C.UTF-8", f"--pwfile={secret}"]
    subprocess.run([*command, *alphabet], check=True, capture_output=True, **who)
    settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"port={number}", "-k", place]
    command = [folder / "postgres", "-D", data, *settings]
    server = nursery.start("PostgreSQL", command, farewell=signal.SIGINT, **who)
    ready = [folder / "pg_isready", "--quiet", f"--dbname={url('postgres', number, 'postgres')}"]
    server.wait_until(lambda: subprocess.run(ready).returncode == 0, seconds=30)
    subprocess.run(
        [folder / "psql", "-v", "ON_ERROR_STOP=1", url("postgres", number, "postgres")],
        input=documented_roles(),
        text=True,
        check=True,
        capture_output=True,
    )


def documented_roles():
    """The SQL of docs/deploy.md, word for word but for the passwords."""
    sql = re.search(r"```sql\n(.*?)```", (ROOT / "docs" / "deploy.md").read_text(), re.DOTALL)[1]
    return re.sub(r"'\w+-password'", f"'{PASSWORD}'", sql)


def start_redis(program, nursery, place, number):
    command = [program, "--bind", "127.0.0.1", "--port", number, "--requirepass", PASSWORD]
    server = nursery.start("Redis", [*command, "--dir", place, "--save", ""], **account("redis"))
    server.wait_until(lambda: listens(number), seconds=30)


def url(role, number, database="parley"):
    return f"postgresql://{role}:{ENCODED}@127.0.0.1:{number}/{database}"


def listens(number):
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", number)) == 0


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as visitor:
        return visitor.getsockname()[1]
