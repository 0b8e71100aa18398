"""When the demo's people do what they do: in their working hours, after what it is about."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from organizations.actors import Actor

ZONE = ZoneInfo("Europe/London")
OPENS, CLOSES = 9, 18  # hours
SATURDAY = 5


@dataclass
class Sitting:
    """Somebody of the team at work: each act comes a little later, none of them after now."""

    by: Actor
    at: datetime
    now: datetime
    rng: random.Random

    def act(self) -> Actor:
        """Who does the next act, and when."""
        self.at = min(self.at + timedelta(seconds=self.rng.randint(5, 45)), self.now)
        return replace(self.by, at=self.at)

    def later(self, by: Actor) -> "Sitting":
        """Somebody who comes to the same once this is done."""
        return Sitting(by, at_work(self.at, self.now, self.rng), self.now, self.rng)


def at_work(after: datetime, now: datetime, rng: random.Random) -> datetime:
    """A working moment within the day that follows, or where that is still to come, before now."""
    local = (after + timedelta(minutes=rng.randint(20, 1200))).astimezone(ZONE)
    if local.hour < OPENS:
        local = opening(local, rng)
    while local.hour >= CLOSES or local.weekday() >= SATURDAY:
        local = opening(local + timedelta(days=1), rng)
    if local < now:
        return local
    return after + max(now - after, timedelta()) * rng.uniform(0.3, 0.8)


def opening(day: datetime, rng: random.Random) -> datetime:
    return day.replace(hour=OPENS, minute=rng.randrange(60), second=rng.randrange(60))
