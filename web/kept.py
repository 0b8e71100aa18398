"""Answers that may be up to a minute old, so that the next page need not work them out again."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.cache import cache

SECONDS = 60


def kept(parts: list, compute: Callable[[], Any], anew: bool) -> Any:
    """What compute says of these parts: anew, or as it was said within the last minute.

    parts are JSON and name the organization. Without a cache it is computed each time.
    """
    name = hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()
    value = None if anew else cache.get(name)
    if value is None:
        value = compute()
        cache.set(name, value, SECONDS)
    return value
