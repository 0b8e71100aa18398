"""The pool of database connections, by a PostgreSQL that ends them or is none."""

from contextlib import contextmanager
from threading import Timer

import pytest
from django.db import OperationalError, connection

from embedded import port
from web.postgresql.base import WHILE_REFUSED, DatabaseWrapper

END = """
SELECT bool_and(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity
WHERE application_name = 'pooled' AND datname = current_database()
"""


@contextmanager
def with_pool(alias, **other):
    """A connection with a pool of its own, which keeps three open."""
    size = {"min_size": 3, "max_size": 3, "timeout": 1, "reconnect_timeout": 1}
    usual = connection.settings_dict
    options = {**usual["OPTIONS"], "application_name": alias, "pool": size}
    wrapper = DatabaseWrapper({**usual, "OPTIONS": options, **other}, alias)
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


@pytest.fixture
def pooled(db):
    with with_pool("pooled") as wrapper:
        wrapper.pool.open(wait=True)
        yield wrapper


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


def test_a_server_that_takes_no_connection_is_not_waited_for_again(db):
    with with_pool("refused", HOST="127.0.0.1", PORT=port.free()) as wrapper:
        for patience in (1, WHILE_REFUSED):
            assert wrapper.pool.timeout == patience
            with pytest.raises(OperationalError, match="couldn't get a connection"):
                ask(wrapper, "SELECT 1")


def test_a_server_that_is_back_is_waited_for_as_before(pooled):
    pooled.pool.timeout = WHILE_REFUSED
    assert ask(pooled, "SELECT 1") == 1
    assert pooled.pool.timeout == 1


def test_a_connection_that_others_hold_is_waited_for(pooled):
    held = [pooled.pool.getconn() for _ in range(3)]
    pooled.pool.timeout = 0.001  # so it is asked for many times
    later = Timer(0.1, pooled.pool.putconn, held[:1])
    later.start()
    assert ask(pooled, "SELECT 1") == 1
    later.join()
    for one in held[1:]:
        pooled.pool.putconn(one)
