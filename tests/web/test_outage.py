import psycopg
import pytest
from django.db import DatabaseError, DataError, InterfaceError, InternalError, OperationalError
from django.db.transaction import TransactionManagementError

from web.outage import is_outage


def wrapped(kind, code):
    """As Django gives on what PostgreSQL said by a code."""
    error = kind("no")
    error.__cause__ = psycopg.errors.lookup(code)("no")
    return error


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (OperationalError, "08006"),
        (InternalError, "25006"),  # read-only
        (OperationalError, "40P01"),  # a deadlock
        (OperationalError, "53300"),  # too many connections
        (OperationalError, "55P03"),  # a lock time-out
        (OperationalError, "57P01"),  # it shuts down
        (OperationalError, "57P03"),  # it starts
    ],
)
def test_it_is_told_by_the_databases_code(kind, code):
    assert is_outage(wrapped(kind, code))


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_connection_that_broke_has_no_code(kind):
    assert is_outage(kind("the connection is lost"))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (OperationalError, "54000"),  # too long for a tsvector
        (DataError, "22021"),
        (InternalError, "25P02"),  # the transaction is aborted
        (DatabaseError, "42P01"),
    ],
)
def test_what_would_come_again_is_none(kind, code):
    assert not is_outage(wrapped(kind, code))


@pytest.mark.parametrize("error", [None, ValueError("no"), TransactionManagementError("no")])
def test_other_errors_are_none(error):
    assert not is_outage(error)
