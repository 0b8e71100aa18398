"""The pool of database connections, by a PostgreSQL that ends them."""

import pytest
from django.db import connection

from web.postgresql.base import DatabaseWrapper

END = """
SELECT bool_and(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
WHERE application_name = 'pooled'
"""


@pytest.fixture
def pooled(db):
    """A connection with a pool of its own, which keeps three open."""
    size = {"min_size": 3, "max_size": 3, "timeout": 10}
    usual = connection.settings_dict
    options = {**usual["OPTIONS"], "application_name": "pooled", "pool": size}
    wrapper = DatabaseWrapper({**usual, "OPTIONS": options}, "pooled")
    wrapper.pool.open(wait=True)
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def ask(wrapper, statement):
    with wrapper.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_connections_that_the_server_ended_are_not_handed_out(pooled):
    assert ask(connection, END)
    assert ask(pooled, "SELECT 1") == 1


def test_a_connection_that_works_is_handed_out_again(pooled):
    known = set()
    for _ in range(6):
        known.add(ask(pooled, "SELECT pg_backend_pid()"))
        pooled.close()
    assert len(known) <= 3
