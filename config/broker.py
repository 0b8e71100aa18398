"""Kombu's way to Redis and Valkey, which a worker outlives the broker with."""

from kombu.transport import TRANSPORT_ALIASES, redis
from redis.exceptions import ConnectionError


class Channel(redis.Channel):
    """Tells that its connection was lost, where kombu 5.7 stumbles over it.

    A worker that then had a task to acknowledge or to put back would end over an AttributeError;
    over this error it goes on and connects anew. The task runs again, which is safe (ADR 0007).
    """

    def _connparams(self, *args, **kwargs):
        if self.connection is None or self.connection.client is None:
            raise ConnectionError("The connection to the broker was lost")
        return super()._connparams(*args, **kwargs)


class Transport(redis.Transport):
    Channel = Channel


def register():
    """For URLs that begin with redis or rediss."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:Transport"
