"""The last step before an outgoing connection: which of a host's addresses it may go to.

The name is resolved once, each address is checked, and the connection goes to the checked
address, so a name that answers differently a moment later gains nothing. `Host`, SNI and the
certificate's name stay those of the URL.
"""

import socket
from collections.abc import Callable
from contextlib import contextmanager

import anyio
import httpcore
from anyio import to_thread
from django.conf import settings

from web.addresses import may_reach

Resolve = Callable[[str, int], list[str]]


class NotFetched(Exception):
    """Why there is no answer. Its text names the host at most: no path, query, header or body."""


class Forbidden(NotFetched):
    """The URL or the address behind it is none that this client may ask."""


class Unreachable(NotFetched):
    """No connection, a bad certificate, a connection that broke, an answer that isn't HTTP."""


def look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(entry[4][0] for entry in found))


class Guard(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were checked, never to a name."""

    def __init__(self, resolve: Resolve = look_up, network: httpcore.AsyncNetworkBackend = None):
        self.resolve, self.network = resolve, network or httpcore.AnyIOBackend()

    async def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        """The first of the host's addresses that may be reached and that takes the connection."""
        failure = httpcore.ConnectError()
        with _patience(timeout):
            for address in await self._permitted(host, port):
                try:
                    return await self.network.connect_tcp(
                        address, port, timeout, local_address, socket_options
                    )
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failure = error
        raise failure

    async def _permitted(self, host, port):
        found = await _found(self.resolve, host, port)
        entries = settings.PRIVATE_HOSTS
        permitted = [address for address in found if may_reach(host, address, port, entries)]
        if not permitted:
            raise Forbidden(
                f"{host} is at an address that isn't public, and PARLEY_PRIVATE_HOSTS doesn't"
                f" name {host}:{port}."
            )
        return permitted

    async def connect_unix_socket(self, path, timeout=None, socket_options=None):
        raise Forbidden("Unix sockets are not asked.")

    async def sleep(self, seconds):
        await self.network.sleep(seconds)


@contextmanager
def _patience(seconds):
    try:
        with anyio.fail_after(seconds):
            yield
    except TimeoutError as error:
        raise httpcore.ConnectTimeout() from error


async def _found(resolve, host, port):
    """Its addresses. The system's resolver knows no deadline, so it is left behind at ours."""
    try:
        return await to_thread.run_sync(resolve, host, port, abandon_on_cancel=True)
    except OSError:
        raise Unreachable(f"{host} has no known address.") from None
