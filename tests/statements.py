"""Counting SQL statements, but for those that only frame a transaction."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT", "SET LOCAL app.")


@pytest.fixture
def statements(db):
    """with statements() as made: … — afterwards made lists the SQL that was run."""

    @contextmanager
    def capture():
        made = []
        with CaptureQueriesContext(connection) as captured:
            yield made
        made += [q["sql"] for q in captured if not q["sql"].startswith(FRAME)]

    return capture
