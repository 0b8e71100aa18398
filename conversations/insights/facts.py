"""The facts in a text that can be checked: addresses, times, dates, numbers, ids and names.

Each is read into keys that don't depend on how it is written: "half past 11" and "11:30" share
one, so do "1.234,50 €" and "EUR 1,234.5". A text that can be read in two ways has the keys of both.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from text_to_num import alpha2digit

from conversations.insights import calendar

DIGIT = re.compile(r"\d")
ADDRESS = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?:https?://|www\.)\S{1,2000}", re.I
)
TIME = re.compile(
    rf"\b([01]?\d|2[0-4])([:.h])([0-5]\d)(?::[0-5]\d)?(?!\d|[.,]\d){calendar.MERIDIEM}?", re.I
)
HOUR = re.compile(rf"\b(1[0-2]|0?[1-9])(?:{calendar.MERIDIEM}|\s?o[’']clock\b|\s?Uhr\b)", re.I)
PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[\s()./-]{0,2}\d){6,18}(?!\w)")
ID = re.compile(r"#?\b(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[^\W\d_])\w+(?:-\w+)*")
CURRENCY = {
    "USD": r"\$|dollars?|bucks|usd|dólares|dolar",
    "EUR": r"€|euros?|eur",
    "GBP": r"£|pounds?|quid|gbp|pfund|libras",
    "TRY": r"₺|lira|tl",
    "JPY": r"¥|yen|jpy|円",
    "INR": r"₹|rupees?|inr",
    "CHF": r"francs?|franken|chf",
}
MONEY = "|".join(f"(?P<{{side}}{code}>{words})" for code, words in CURRENCY.items())
NUMBER = re.compile(
    rf"(?:(?:{MONEY.format(side='before_')})\s?)?"
    r"(?P<number>\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+(?:[.,]\d{1,9})?(?!\d)"
    r"|\d{1,40}(?:[.,]\d{1,9})?)"
    rf"(?:\s?(?:{MONEY.format(side='after_')})(?![^\W\d_]))?",
    re.I,
)
SPELT = ("en", "fr", "es", "pt", "de", "nl", "it")  # languages whose words for numbers are read
LONG_NUMBER = 7  # digits from which a number is somebody's or something's, not a count
COMPARED = 9  # last digits of a telephone number, with and without its country


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as it is written, and what it may be read as."""

    text: str
    keys: frozenset[str]


def plain_digits(text: str) -> str:
    """The text in compatibility form; digits of any script are 0 to 9."""
    text = unicodedata.normalize("NFKC", text)
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)


def spelt_out(text: str, language: str | None) -> str:
    """The text with numbers in words as digits, where the language is one that can be read."""
    language = (language or "en").partition("-")[0].lower()
    return alpha2digit(text, language, threshold=0) if language in SPELT else text


def facts(text: str, language: str | None = None) -> tuple[list[Fact], str]:
    """The facts of a text but for its names, and the text without them, in which names may be.

    Each place of the text belongs to one fact at most.
    """
    found: list[Fact] = []
    text = plain_digits(text)
    for read in (addresses, *calendar_readers(language), phones, ids, numbers):
        if read is not addresses and not DIGIT.search(text):
            break  # as most turns; all the others take digits
        rest, done = [], 0
        for (start, end), keys in read(text):
            written = text[start:end].strip()
            found.append(Fact(written, frozenset(keys or {f"x:{written}"})))
            rest += [text[done:start], " " * (end - start)]
            done = end
        text = "".join([*rest, text[done:]])
    return found, text


Found = Iterator[tuple[tuple[int, int], set[str]]]


def addresses(text: str) -> Found:
    for match in ADDRESS.finditer(text):
        yield match.span(), {f"a:{match[0].lower().rstrip('.,;:!?)')}"}


def calendar_readers(language):
    return (
        lambda text: calendar.spoken_times(text, language),
        lambda text: calendar.iso_dates(text),
        lambda text: calendar.dates_in_numbers(text),
        lambda text: calendar.named_dates(text, language),
        times,
        hours,
    )


def times(text: str) -> Found:
    for match in TIME.finditer(text):
        keys = calendar.time_keys(int(match[1]), int(match[3]), match[4])
        if match[2] == "." and not match[4]:
            keys |= number_keys(f"{match[1]}.{match[3]}")  # a price, perhaps
        yield match.span(), keys


def hours(text: str) -> Found:
    for match in HOUR.finditer(text):
        if match.start() == 0 or text[match.start() - 1] not in ":.,":
            yield match.span(), calendar.time_keys(int(match[1]), 0, match[2])


def phones(text: str) -> Found:
    for match in PHONE.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        if len(digits) >= LONG_NUMBER and not re.fullmatch(r"\d{1,3}([.,’' ]\d{3})+", match[0]):
            yield match.span(), {f"p:{digits[-COMPARED:]}", *number_keys(digits)}


def ids(text: str) -> Found:
    for match in ID.finditer(text):
        if not re.fullmatch(r"\d+(st|nd|rd|th|er|º|ª|s|k|m|h|min|€)", match[0], re.I):
            yield match.span(), {f"i:{compact(match[0])}"}


def numbers(text: str) -> Found:
    for match in NUMBER.finditer(text):
        found = (name for name, sign in match.groupdict().items() if sign and name != "number")
        money = {name.partition("_")[2] for name in found}
        values = number_keys(match["number"])
        yield match.span(), {f"{key}:{code}" for key in values for code in money} or values


def number_keys(written: str) -> set[str]:
    """A number's keys: 1,234 is one thousand or one and a bit, until a second sign tells."""
    digits = re.sub(r"[’'\s]", "", written)
    signs = [sign for sign in digits if sign in ".,"]
    if len(set(signs)) == 2:
        readings = [digits.replace(signs[0], "").replace(signs[-1], ".")]
    elif len(signs) > 1:
        readings = [re.sub("[.,]", "", digits)]
    else:
        readings = [digits.replace(",", ".")]
        if re.search(r"[.,]\d{3}$", digits):
            readings.append(re.sub("[.,]", "", digits))
    return {f"n:{value}" for value in map(canonical, readings) if value}


def canonical(digits: str) -> str | None:
    try:
        return f"{Decimal(digits).normalize():f}"
    except InvalidOperation:
        return None


def compact(text: str) -> str:
    """Letters and digits alone, for ids: #AB-12 and ab 12 are one."""
    return "".join(filter(str.isalnum, text)).casefold()
