"""What a scenario's facts are made of: `order = code OM-######`, `due = day -6..-2` …

A fact that begins with none of the words of MAKERS is a choice: `a | b | c`; with several
names on its left, each choice has its parts parted by semicolons.
"""

import random
import re
import string
from datetime import datetime, timedelta

from demo.values import Clock, Day, Money

DAYS = {"open": range(6), "work": range(5), "fri": [4]}


def span(text, rng):
    """A whole number from '3..9', or '7' itself."""
    low, _, high = text.partition("..")
    return rng.randint(int(low), int(high or low))


def code(stage, pattern):
    letters = {"#": string.digits, "%": "123456789", "@": "ABCDEFGHJKLMNPRSTUVWXYZ"}
    return "".join(stage.rng.choice(letters[c]) if c in letters else c for c in pattern)


def day(stage, days, only="open"):
    """So many days from the conversation's own, moved on to a day that is wanted.

    only: `open` avoids Sundays, `work` weekends; `fri` wants a Friday.
    """
    step = span(days, stage.rng)
    found = stage.start.date() + timedelta(days=step)
    while found.weekday() not in DAYS[only] and step:
        found += timedelta(days=1 if step > 0 else -1)
    return Day(found)


def after(stage, name, days):
    """So many days after another; exactly, or an open one when days is a range."""
    found = stage.facts[name].date + timedelta(days=span(days, stage.rng))
    while ".." in days and found.weekday() == 6:
        found += timedelta(days=1)
    return Day(found)


def clock(stage, hours, step="30"):
    """A time between two full hours, on a step of minutes: `clock 9..17 30`."""
    first, _, last = hours.partition("..")
    minutes = range(int(first) * 60, int(last or first) * 60 + 1, int(step))
    return Clock((datetime.min + timedelta(minutes=stage.rng.choice(minutes))).time())


def later(stage, name, minutes):
    moment = datetime.combine(stage.start.date(), stage.facts[name].time)
    return Clock((moment + timedelta(minutes=int(minutes))).time())


def ago(stage, minutes):
    """The time of day so many minutes before the conversation, to five minutes."""
    moment = stage.start - timedelta(minutes=span(minutes, stage.rng))
    return Clock(moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0).time())


def money(stage, amount, cents="any"):
    low, dots, _ = amount.partition("..")
    if not dots:
        return Money(round(float(low) * 100), stage.currency)
    whole = span(amount, stage.rng)
    tail = stage.rng.choice([0, 50, 90, 99, stage.rng.randrange(100)]) if cents == "any" else 0
    return Money(whole * 100 + tail, stage.currency)


def total(stage, *names):
    return Money(sum(stage.facts[name].cents for name in names), stage.currency)


def less(stage, name, *taken):
    rest = stage.facts[name].cents - sum(stage.facts[other].cents for other in taken)
    return Money(rest, stage.currency)


def times(stage, name, factor):
    """A money times a whole number; the factor is a number or another fact's name."""
    count = int(stage.facts.get(factor, factor))
    return Money(stage.facts[name].cents * count, stage.currency)


def share(stage, name, percent):
    return Money(round(stage.facts[name].cents * float(percent) / 100), stage.currency)


def part(stage, name, factor):
    """A money divided into so many equal rates, rounded up to the cent."""
    count = int(stage.facts.get(factor, factor))
    return Money(-(-stage.facts[name].cents // count), stage.currency)


def number(stage, bounds, step="1"):
    low, _, high = bounds.partition("..")
    return stage.rng.randrange(int(low), int(high) + 1, int(step))


def plus(stage, name, count):
    return int(stage.facts[name]) + span(count, stage.rng)


MAKERS = {
    make.__name__: make
    for make in (
        code, day, after, clock, later, ago, money, total, less, times, share, part, number, plus
    )
}  # fmt: skip


def make(stage, names, spec):
    """The facts of one line, by name. stage has rng, start, facts, currency and pick()."""
    word, *arguments = stage.filled(spec).split()
    if len(names) == 1 and word in MAKERS:
        return {names[0]: MAKERS[word](stage, *arguments)}
    options = [option.strip() for option in spec.split("|")]
    parts = [whole(stage.filled(part.strip())) for part in stage.pick(options).split(";")]
    if len(parts) != len(names):
        raise ValueError(f"{names} = {spec}: as many parts as names, please")
    return dict(zip(names, parts, strict=True))


def whole(text):
    """A small number as one; a code, which may begin with a nought, stays text."""
    return int(text) if re.fullmatch(r"[1-9]\d{0,4}", text) else text


class Deck:
    """Deals options so that none comes again before every other has come as often."""

    def __init__(self):
        self.dealt = {}

    def deal(self, options, rng: random.Random):
        counts = self.dealt.setdefault(tuple(options), [0] * len(options))
        fewest = min(counts)
        index = rng.choice([i for i, count in enumerate(counts) if count == fewest])
        counts[index] += 1
        return options[index]
