"""When the database can't serve: it is gone, takes nobody more or no changes. Later it may."""

from django.db import DatabaseError, InterfaceError, OperationalError

# The beginnings of PostgreSQL's codes for what may have passed a moment later
PASSING = (
    "08",  # no connection
    "25006",  # read-only: a standby, or a disk that is nearly full
    "40",  # a deadlock: the other one went first
    "53",  # too many connections, no memory, a full disk
    "55P03",  # a lock that wasn't got in time
    "57",  # it shuts down, starts, or ended a statement
)


def is_outage(error: BaseException | None) -> bool:
    """Whether the same request may succeed in a moment. Nothing of its transaction is stored.

    But for one that broke while it was committed: of that nobody knows.
    """
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    code = getattr(error.__cause__, "sqlstate", None)
    if code is None:  # PostgreSQL said nothing, or not to us
        return isinstance(error, OperationalError | InterfaceError)
    return code.startswith(PASSING)
