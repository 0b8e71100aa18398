"""When conversations begin: working days more than Sundays, daytime more than nights."""

from datetime import datetime, timedelta

DAYS = 30
LATEST = timedelta(minutes=70)  # an ordinary conversation that begins then has ended by now
LATEST_LONG = timedelta(hours=6)
WEEKDAY_WEIGHTS = (10, 9, 8, 8, 8, 4, 2)
HOUR_WEIGHTS = [int(w) / 10 for w in "3 2 1 1 1 3 10 30 60 90 99 99 80 80 90 90 80".split()]
HOUR_WEIGHTS += [7, 6, 5, 4, 3, 2, 1]
UTC_OFFSETS = {"en": 0, "de": 1, "es": 1, "tr": 3, "ja": 9, "ar": 4}


def starts(count, now, rng):
    """So many moments of the last 30 days, in order; one day in the middle stays empty."""
    first = now - timedelta(days=DAYS)
    quiet = (first + timedelta(days=11)).date()
    found = set()
    while len(found) < count:
        moment = first + timedelta(seconds=rng.randrange(DAYS * 86400))
        if moment.date() == quiet or moment > now - LATEST:
            continue
        likely = WEEKDAY_WEIGHTS[moment.weekday()] * HOUR_WEIGHTS[moment.hour]
        if rng.random() * 100 < likely:
            found.add(moment.replace(microsecond=rng.randrange(1000) * 1000))
    return sorted(found)


def local(moment: datetime, language):
    """The customer's own time, as greetings and days in the text see it."""
    return moment + timedelta(hours=UTC_OFFSETS[language])


def is_night(moment, language):
    """Whether only bots are awake."""
    return not 7 <= local(moment, language).hour < 22
