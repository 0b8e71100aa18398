"""So many at once in the whole installation, whichever process asks: kept in the cache."""

import secrets
import time
from contextlib import contextmanager

from django.core.cache import cache

PAUSE = 0.1  # seconds between two looks


@contextmanager
def slot(name: str, of: int, held: float, patience: float):
    """Hold one of so many slots, for `held` seconds at most; TimeoutError when none gets free.

    While the cache is down everybody gets one.
    """
    key = _take(name, of, held, time.monotonic() + patience)
    try:
        yield
    finally:
        cache.delete(key)


def _take(name, of, held, deadline):
    keys = [f"slot:{name}:{n}" for n in range(of)]
    first = secrets.randbelow(of)
    while True:
        for key in keys[first:] + keys[:first]:
            if cache.add(key, 1, held):
                return key
        if time.monotonic() > deadline:
            raise TimeoutError(name)
        time.sleep(PAUSE)
