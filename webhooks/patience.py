"""How long a delivery is tried, and when again."""

import random
from datetime import datetime, timedelta

FIRST, LONGEST = timedelta(seconds=10), timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=1)
DEAD_AFTER = timedelta(days=3)  # of a webhook that took nothing
SPREAD = 0.2  # of a pause, up or down, so that many deliveries don't come back at once


def pause(runs: int, chance: float | None = None) -> timedelta:
    """How long to wait after so many attempts: doubled each time, and up to a fifth off.

    chance, from 0 to 1, is drawn where it isn't given.
    """
    chance = random.random() if chance is None else chance  # noqa: S311  (no secret)
    doubled = min(FIRST * 2 ** min(runs - 1, 20), LONGEST)
    return doubled * (1 + SPREAD * (2 * chance - 1))


def next_attempt(since: datetime, runs: int, now: datetime) -> datetime | None:
    """When to try again, the last time at the end of a day; None then."""
    end = since + GIVEN_UP_AFTER
    return None if now >= end else min(now + pause(runs), end)
