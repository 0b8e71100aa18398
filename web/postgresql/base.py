"""Django's PostgreSQL, with a pool that notices a server which has ended (ADR 0011)."""

import select

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Hands out no pooled connection whose server restarted meanwhile."""

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        while self.pool and has_ended(connection):
            self.pool.putconn(connection)  # which throws it away, and opens another
            connection = super().get_new_connection(conn_params)
        return connection


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
