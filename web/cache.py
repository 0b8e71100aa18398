"""The cache: what it forgets is worked out again, so one that is down stops nobody."""

import logging
from functools import wraps
from time import monotonic

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as TookTooLong

log = logging.getLogger(__name__)

PAUSE = 10  # seconds in which one that hangs isn't asked again: a login asks a dozen times
_asked_again_at = 0.0


def passing(name, answer):
    """The cache's own method, or while it does not answer, what an empty one would say."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def forgiving(self, *args, **kwargs):
        global _asked_again_at
        if monotonic() < _asked_again_at:
            return answer(*args, **kwargs)
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            if isinstance(error, TookTooLong):
                _asked_again_at = monotonic() + PAUSE
            log.warning("The cache does not answer: %s", error)
            return answer(*args, **kwargs)

    return forgiving


def the_default(key, default=None, version=None):
    return default


class PassingCache(RedisCache):
    """Valkey or Redis; as good as empty while it is down, so that logins and lists go on."""

    get = passing("get", the_default)
    get_many = passing("get_many", lambda *args, **kwargs: {})
    set = passing("set", lambda *args, **kwargs: None)
    add = passing("add", lambda *args, **kwargs: True)
    touch = passing("touch", lambda *args, **kwargs: False)
    delete = passing("delete", lambda *args, **kwargs: False)
    has_key = passing("has_key", lambda *args, **kwargs: False)
