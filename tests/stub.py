"""Somebody else's server, on loopback: a test says what it sends and sees what it was asked."""

import json
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Asked:
    """A request as it arrived; headers' names in lower case."""

    line: str
    headers: dict
    body: bytes

    @property
    def data(self):
        return json.loads(self.body)


@dataclass
class Stub:
    """answer(asked, connection) sends what it likes; `asked` is every request so far."""

    port: int
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    @property
    def url(self):
        return f"http://{self.host}"


@contextmanager
def stub(answer, tls=None):
    """Serve until the end of the block, each connection in a thread; tls is an SSLContext."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Stub(listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, server, answer, tls), daemon=True).start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def _accept(listener, server, answer, tls):
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            server.connections += 1
            threading.Thread(
                target=_serve, args=(connection, server, answer, tls), daemon=True
            ).start()


def _serve(connection, server, answer, tls):
    with suppress(OSError):
        connection.settimeout(10)
        with tls.wrap_socket(connection, server_side=True) if tls else connection as spoken:
            asked = _read(spoken)
            server.asked.append(asked)
            answer(asked, spoken)


def _read(connection):
    with connection.makefile("rb") as incoming:
        line = incoming.readline().decode().strip()
        headers = {}
        while text := incoming.readline().decode().strip():
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0))
        body = incoming.read(length)
        if len(body) < length:
            raise ConnectionError("who asked went away in the middle")
        return Asked(line, headers, body)


def reply(body=b"", status="200 OK", **headers):
    """An answer to send: bytes as they are, anything else as JSON; retry_after=1 is Retry-After."""
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\n{named}Content-Length: {len(body)}\r\n\r\n"
    return lambda asked, connection: connection.sendall(head.encode() + body)
