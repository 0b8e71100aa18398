"""Dates and spoken times in the languages of a conversation; names of months come from Django."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP

ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
BY_NUMBERS = re.compile(r"\b(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\b|\b(\d{1,2})/(\d{1,2})\b")
MERIDIEM = r"(?:\s?([ap])(?:\.m\.|m\b))"
# What is said of an hour, and the minutes it adds
SPOKEN = {
    "en": {
        r"half past (\d{1,2})": 30,
        r"(?:a )?quarter past (\d{1,2})": 15,
        r"(?:a )?quarter (?:to|of) (\d{1,2})": -15,
    },
    "de": {
        r"halb (\d{1,2})": -30,
        r"viertel nach (\d{1,2})": 15,
        r"viertel vor (\d{1,2})": -15,
    },
    "es": {r"(\d{1,2}) y media": 30, r"(\d{1,2}) y cuarto": 15, r"(\d{1,2}) menos cuarto": -15},
    "fr": {r"(\d{1,2}) ?h(?:eures?)? et demie": 30, r"(\d{1,2}) ?h(?:eures?)? et quart": 15},
    "tr": {r"(\d{1,2}) buçuk": 30},
}
Found = Iterator[tuple[tuple[int, int], set[str]]]


def spoken_times(text: str, language: str | None) -> Found:
    phrases = SPOKEN.get(code(language), SPOKEN["en"])
    found = [(m, minutes) for p, minutes in phrases.items() for m in spoken(p).finditer(text)]
    for match, minutes in sorted(found, key=lambda entry: entry[0].start()):
        hour, minute = divmod(int(match[1]) * 60 + minutes, 60)
        yield match.span(), time_keys(hour % 24, minute, match[2])


@lru_cache
def spoken(phrase: str) -> re.Pattern:
    return re.compile(rf"\b{phrase}\b{MERIDIEM}?", re.IGNORECASE)


def time_keys(hour: int, minute: int, meridiem: str | None) -> set[str]:
    """A time of day; without am or pm an hour up to 12 may be either."""
    if meridiem:
        hours = {hour % 12 + (12 if meridiem.lower() == "p" else 0)}
    else:
        hours = {hour % 24} | ({(hour + 12) % 24} if 1 <= hour <= 12 else set())
    return {f"t:{hour}:{minute:02}" for hour in hours}


def iso_dates(text: str) -> Found:
    for match in ISO.finditer(text):
        yield match.span(), date_keys(int(match[3]), int(match[2]))


def dates_in_numbers(text: str) -> Found:
    """3/4 and 3.4.2026 with either number as the month; 24/7 may be two numbers."""
    for match in BY_NUMBERS.finditer(text):
        first, second = int(match[1] or match[5]), int(match[3] or match[6])
        keys = date_keys(first, second) | date_keys(second, first)
        yield match.span(), keys | ({f"n:{first}", f"n:{second}"} if match[5] else set())


def named_dates(text: str, language: str | None) -> Found:
    """3rd of March, March 3, 3. März; a year beside one is left for the numbers."""
    named, numbers = months(code(language))
    for match in named.finditer(text):
        month = numbers[(match["month"] or match["name"]).lower().rstrip(".")]
        yield match.span(), date_keys(int(match["day"] or match["number"]), month)


def date_keys(day: int, month: int) -> set[str]:
    """The key of a day of any year; none if there is no such day."""
    return {f"d:{month}-{day}"} if 1 <= day <= 31 and 1 <= month <= 12 else set()


@lru_cache
def months(language: str):
    """A pattern of "3rd of March" and "March 3", and the numbers of the names in it."""
    numbers = {}
    for spoken in ("en", language):
        with translation.override(spoken):
            for names in (MONTHS, MONTHS_3, MONTHS_AP):
                numbers |= {str(name).lower().rstrip("."): n for n, name in names.items()}
    names = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    day = r"(?P<{}>[0-3]?\d)(?:st|nd|rd|th|er|º|\.)?"
    pattern = (
        rf"\b{day.format('day')}\s?(?:of |de )?(?:the )?(?P<month>{names})\b\.?"
        rf"|\b(?P<name>{names})\b\.?\s(?:the )?{day.format('number')}(?![\d:])\b"
    )
    return re.compile(pattern, re.IGNORECASE), numbers


def code(language: str | None) -> str:
    return (language or "en").partition("-")[0].lower()
