"""Gives the tests a PostgreSQL and a Valkey of their own, before Django reads its settings.

Loaded by `-p tests.services` (pyproject.toml), which wants `python -m pytest`. The data is
thrown away, so neither server waits for the disk. A DATABASE_URL that is set already is used
instead; its owner's role must then be allowed to create databases.
"""

import atexit
import contextlib
import os

import psycopg

from embedded.beside import throwaway

ENDS = contextlib.ExitStack()
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")  # empty in the controller, or without xdist


def begin():
    """Start them once, in the controller; workers inherit its environment."""
    if WORKER:
        os.environ["REDIS_URL"] = own_redis_database(os.environ["REDIS_URL"])
        return
    if os.environ.get("DATABASE_URL"):
        forget_earlier_tests()
    os.environ.update(ENDS.enter_context(throwaway(owner_may="CREATEDB")))
    os.environ["DEBUG"] = "true"  # static files by their plain names, not yet collected
    os.environ["DATABASE_POOL"] = "0"  # a test is one connection
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop of its own
    os.environ.pop("BASE_URL", None)


def forget_earlier_tests():
    """A server of somebody else's still has the databases of the last run."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        names = "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_parley\\_%'"
        for (name,) in connection.execute(names).fetchall():
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def own_redis_database(url):
    """Workers must not see each other's cache."""
    return url.replace("?db=0", f"?db={1 + int(WORKER.removeprefix('gw'))}")


def pytest_unconfigure():
    ENDS.close()


begin()
atexit.register(ENDS.close)
