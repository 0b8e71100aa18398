"""Django's PostgreSQL, with a pool that notices a server which ends or refuses (ADR 0011)."""

import select
import time

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg_pool import ConnectionPool, PoolTimeout

WHILE_BUSY = 10  # seconds to wait for a connection that others hold
WHILE_REFUSED = 0.1  # seconds, as long as the server takes no connection


class DatabaseWrapper(base.DatabaseWrapper):
    """Hands out no pooled connection whose server restarted meanwhile.

    Who finds all of them taken waits, but not for a server that takes no more of them.
    """

    def get_new_connection(self, conn_params):
        if not self.pool:
            return super().get_new_connection(conn_params)
        connection = self._wait_for_one(conn_params)
        while has_ended(connection):
            self.pool.putconn(connection)  # which throws it away, and opens another
            connection = self._wait_for_one(conn_params)
        return connection

    def _wait_for_one(self, conn_params):
        refused, until = refusals(self.pool), time.monotonic() + WHILE_BUSY
        while True:
            try:
                connection = super().get_new_connection(conn_params)
            except PoolTimeout:
                if refusals(self.pool) > refused:
                    self.pool.timeout = WHILE_REFUSED
                if self.pool.timeout == WHILE_REFUSED or time.monotonic() > until:
                    raise
            else:
                self.pool.timeout = self.settings_dict["OPTIONS"]["pool"]["timeout"]
                return connection


def refusals(pool) -> int:
    """How often the server took no connection so far."""
    return pool.get_stats().get("connections_errors", 0)


def has_ended(connection) -> bool:
    """Whether its server has said goodbye or is gone, as far as this side was told.

    Costs no round trip, as CONN_HEALTH_CHECKS would for each request: only what an idle
    connection has to say is worth asking about.
    """
    idle = select.poll()
    idle.register(connection.fileno(), select.POLLIN)
    if not idle.poll(0):
        return False
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        return True
    return False
