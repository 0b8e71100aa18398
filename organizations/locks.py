"""Locks by name, on what has no row to lock. They are held until the transaction ends."""

from hashlib import sha256

from django.db import connection


def lock(name: str) -> bool:
    """Whether nobody else holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_number(name)])
        return cursor.fetchone()[0]


def wait_for(name: str):
    """Hold it, as soon as nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(name)])


def _number(name):
    return int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
