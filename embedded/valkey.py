"""Valkey as a child, on a unix socket that only its own account can open."""

import contextlib
import socket
from urllib.parse import quote

from embedded.binaries import find_valkey

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",  # a queued task outlives a crash
    "save": "",
    "maxmemory-policy": "noeviction",
}


class Valkey:
    """Broker and cache of one home."""

    def __init__(self, home, **settings):
        self.data = home.path / "valkey"
        self.socket_folder = home.socket_folder("valkey")
        self.socket = self.socket_folder / "valkey.sock"
        self.program = find_valkey()
        self.settings = {
            "dir": str(self.data),
            "unixsocket": str(self.socket),
            **SETTINGS,
            **settings,
        }

    @property
    def url(self):
        return f"unix://{quote(str(self.socket))}?db=0"

    def start(self, nursery):
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)
        settings = [part for key, value in self.settings.items() for part in (f"--{key}", value)]
        child = nursery.start("Valkey", [self.program, *settings])
        child.wait_until(self.is_ready, seconds=60)
        return child

    def is_ready(self):
        """Not while it still loads its data, which it tells instead of a PONG."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as visitor:
            visitor.connect(str(self.socket))
            visitor.sendall(b"PING\r\n")
            return visitor.recv(64).startswith(b"+PONG")
        return False
