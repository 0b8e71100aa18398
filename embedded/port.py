"""The port that the web server is to listen on."""

import contextlib
import http.client
import itertools
import os
import socket

from embedded.trouble import Trouble

LOOPBACK = "127.0.0.1"
# Below those that the kernel gives to whoever asks for any: nobody takes one by chance
CHOSEN = range(20_000, 32_000)
_next = itertools.count(50 * os.getpid())


def refuse_taken(port):
    """Trouble when another program listens there, also on IPv6, where browsers look first."""
    for family, address in ((socket.AF_INET, LOOPBACK), (socket.AF_INET6, "::1")):
        with contextlib.suppress(OSError), socket.socket(family) as visitor:
            visitor.settimeout(1)
            if visitor.connect_ex((address, port)) == 0:
                raise Trouble(
                    f"Port {port} is taken by another program: choose another one, "
                    f"such as PORT={port + 1 if port < 65535 else 8000}."
                )
    try:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        raise Trouble(f"Can't listen on port {port} ({error}): choose another PORT.") from None


def answers(port, host="localhost"):
    """Whether a healthy web server answers there, asked by the name that people use."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/health", headers={"Host": host})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free():
    """A port on which nobody listens, and which this process was not given before."""
    for number in itertools.islice(_next, len(CHOSEN)):
        chosen = CHOSEN[number % len(CHOSEN)]
        with contextlib.suppress(OSError), socket.socket() as visitor:
            visitor.bind((LOOPBACK, chosen))
            return chosen
    raise Trouble("No port is free.")
