"""Asking us to stop: Ctrl-C, SIGTERM, or the terminal that closes."""

import signal

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Farewell(BaseException):
    """Somebody asked us to stop."""


def listen():
    """From now on each of the signals raises Farewell, once."""
    for each in SIGNALS:
        signal.signal(each, leave)


def leave(*signal_and_frame):
    """A second Ctrl-C must not cut the orderly end short."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Farewell
