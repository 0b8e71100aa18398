"""Test databases: migrated once by parley_owner, copied for each worker, used by parley_app.

Ordinary tests roll back, so they start from empty tables. A test that takes `live` commits,
in a second database beside that one, which is never emptied: it makes an organization of
its own.
"""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connections

from tests.services import WORKER

TEMPLATE = "test_parley_template"
OWN = f"test_parley_{WORKER or 'alone'}"
LIVE = f"{OWN}_live"
ONE_AT_A_TIME = 2611  # an advisory lock: a template must not be in use while it is copied


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In the place of pytest-django's, which would migrate as the role that owns nothing."""
    with django_db_blocker.unblock():
        copy_template(OWN)
        connect_to(OWN)
    yield
    with django_db_blocker.unblock():
        disconnect()


@pytest.fixture
def db(request):
    """Rows that are rolled back; beside `live` rows that are committed where it sees them."""
    request.getfixturevalue("live" if "live" in request.fixturenames else "_django_db_helper")


def copy_template(name):
    """Make the database anew."""
    with maintenance() as cursor:
        if not exists(cursor, TEMPLATE):
            cursor.execute(f"CREATE DATABASE {TEMPLATE}")
            connect_to(TEMPLATE)
            call_command("migrate", database="owner", verbosity=0)
            disconnect()
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")


@contextmanager
def restored(dump: str):
    """Connected to a database of its own, made of the SQL that pg_dump wrote, and migrated."""
    name = f"{OWN}_restored"
    with maintenance() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    connect_to(name)
    with connections["owner"].cursor() as cursor:
        cursor.execute(dump)
    connections["owner"].close()  # a dump leaves the search path empty
    call_command("migrate", database="owner", verbosity=0)
    yield
    connect_to(OWN)
    with maintenance() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def maintenance():
    """A cursor of parley_owner, outside the test databases, one worker at a time."""
    with connections["owner"]._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        yield cursor


def exists(cursor, name):
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def connect_to(name):
    disconnect()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name


def disconnect():
    for alias in ("default", "owner"):
        connections[alias].close()
