"""How many requests a minute a key, or a person, may send: a sliding window in Valkey or Redis.

The package limits counts. While the store doesn't answer every request passes.
"""

import logging
import math
import time
from functools import cache

from django.conf import settings
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rest_framework.throttling import BaseThrottle

from organizations.models import ApiKey
from organizations.visitors import Visitor
from web.faults import RATE

log = logging.getLogger(__name__)
PATIENCE = 0.25  # seconds for the store
QUIET = 5  # seconds without a try after it didn't answer
LONGEST = 59  # seconds to wait; a Retry-After above 60 is not heeded (contract 2.3)

_silent_until = 0.0


class PerCaller(BaseThrottle):
    """A throttle of Django REST framework; leaves headers for the answer in META[RATE]."""

    seconds = 0.0

    def allow_request(self, request, view):
        if request.auth is None:
            return True
        item = RateLimitItemPerMinute(rate_of(request.auth))
        counted = count(item, name_of(request.auth))
        if counted is None:
            return True
        is_allowed, remaining, self.seconds = counted
        request.META[RATE] = headers(item.amount, remaining, self.seconds)
        return is_allowed

    def wait(self):
        return self.seconds


def rate_of(caller: ApiKey | Visitor) -> int:
    """Requests a minute; a person's are counted in all organizations together."""
    of_its_own = caller.requests_a_minute if isinstance(caller, ApiKey) else None
    return of_its_own or settings.API_REQUESTS_A_MINUTE


def name_of(caller: ApiKey | Visitor) -> str:
    return f"{caller.pk}" if isinstance(caller, ApiKey) else f"person {caller.person.pk}"


def headers(limit: int, remaining: int, seconds: float) -> dict[str, str]:
    return {
        "RateLimit-Limit": str(limit),
        "RateLimit-Remaining": str(remaining),
        "RateLimit-Reset": str(math.ceil(seconds)),
    }


def count(item: RateLimitItem, name: str) -> tuple[bool, int, float] | None:
    """Whether one more is allowed, how many are left, and in how many seconds there are more.

    None where the store doesn't answer; that is logged once, until it answers again.
    """
    global _silent_until
    if time.monotonic() < _silent_until:
        return None
    try:
        limiter = limiter_at(settings.REDIS_URL)
        is_allowed, stats = limiter.hit(item, name), limiter.get_window_stats(item, name)
    except RedisError as error:
        if not _silent_until:
            log.warning("Requests are not limited: the store doesn't answer: %s", error)
        _silent_until = time.monotonic() + QUIET
        return None
    _silent_until = 0.0
    return is_allowed, stats.remaining, min(max(stats.reset_time - time.time(), 0), LONGEST)


@cache
def limiter_at(url: str) -> SlidingWindowCounterRateLimiter:
    once = Retry(NoBackoff(), 0)  # it would try again for seconds by itself
    patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": once}
    storage = RedisStorage(url.replace("unix://", "redis+unix://", 1), **patience)
    return SlidingWindowCounterRateLimiter(storage)
