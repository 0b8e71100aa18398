"""The database is gone or refuses: the APIs say so and when to ask again; nothing is doubled."""

import time
from contextlib import contextmanager

import psycopg
import pytest

from tests.outages.test_outages import fill_the_pools

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.xdist_group("outages"),
]
LISTS = ["/v1/chat", "/api/v1/chats", "/api/parley/v1/tags"]
ONCE = {"Idempotency-Key": "once-1"}
GONE = [(503, "2")] * len(LISTS)
END_OTHERS = """
SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
WHERE datname = 'parley' AND pid <> pg_backend_pid()
"""


def read(customer):
    """The status and Retry-After of a list of each API."""
    answers = [customer.http.get(path) for path in LISTS]
    return [(answer.status_code, answer.headers.get("Retry-After")) for answer in answers]


def write(customer, body):
    path = "/v1/chat" if "messages" in body else "/v1/call"
    return customer.http.post(path, json=body, headers=ONCE)


def wait_until_served(customer, seconds=90):
    """By each process."""
    end = time.monotonic() + seconds
    while fill_the_pools(customer) != {200}:
        assert time.monotonic() < end


@contextmanager
def altered(parley, change, back):
    """The database is told so, and all who are connected have to come again."""
    with psycopg.connect(parley.stores.postgres.url("postgres"), autocommit=True) as superuser:
        try:
            for statement in (change, END_OTHERS):
                superuser.execute(statement)
            yield
        finally:
            for statement in (back, END_OTHERS):
                superuser.execute(statement)


def test_a_database_that_is_gone(parley, customer, bodies):
    assert fill_the_pools(customer) == {200}
    parley.kill("PostgreSQL")
    try:
        during = [read(customer), fill_the_pools(customer), write(customer, bodies[0]).status_code]
    finally:
        parley.start("PostgreSQL")
    wait_until_served(customer)
    after = [write(customer, bodies[0]) for _ in range(2)]
    assert during == [GONE, {503}, 503]
    assert [answer.status_code for answer in after] == [201, 201]
    assert after[0].content == after[1].content


def test_a_database_that_takes_no_connection(parley, customer):
    change, back = (f"ALTER DATABASE parley CONNECTION LIMIT {most}" for most in (0, -1))
    with altered(parley, change, back):
        during = [read(customer), fill_the_pools(customer)]
    wait_until_served(customer)
    assert during == [GONE, {503}]


def test_a_database_that_takes_no_changes(parley, customer, bodies):
    change = "ALTER DATABASE parley SET default_transaction_read_only = on"
    back = "ALTER DATABASE parley RESET default_transaction_read_only"
    with altered(parley, change, back):
        wait_until_served(customer)
        during = [read(customer), write(customer, bodies[0]).status_code]
    wait_until_served(customer)
    assert during == [[(200, None)] * len(LISTS), 503]
    assert write(customer, bodies[0]).status_code == 201
