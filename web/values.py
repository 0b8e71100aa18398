"""Single values of the wire: what bodies, query strings and cursors read and write alike.

Each reader raises ValueError with a sentence for the caller.
"""

import re
import uuid
from datetime import UTC, datetime

BIGINT = 2**63 - 1
TIME = re.compile(
    r"[0-9]{4}(-[0-9]{2}-[0-9]{2}|[0-9]{4})"
    r"[Tt ][0-9]{2}(:?[0-9]{2}(:?[0-9]{2}([.,][0-9]+)?)?)?"
    r"(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)?"
)
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def parse_time(value: object) -> datetime:
    """A point in time in UTC from ISO 8601 text; without an offset it is UTC already.

    Digits beyond the microsecond are cut off.
    """
    if not isinstance(value, str):
        raise ValueError("Input should be an ISO 8601 date and time as a string")
    if not TIME.fullmatch(value):
        raise ValueError("Input should be an ISO 8601 date and time, like 2026-01-15T10:00:00Z")
    try:
        moment = datetime.fromisoformat(value.upper())
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("Input is no date and time of the years 1 to 9999 in UTC") from None


def wire_time(moment: datetime) -> str:
    """UTC with Z; without a fraction when it is zero, else with exactly six digits."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def cursor_time(moment: datetime) -> str:
    """UTC with Z and always six digits."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_whole(value: object, at_least: int = -BIGINT - 1, at_most: int = BIGINT) -> int:
    """A whole number of JSON; 42.0 is one, true and "42" are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("Input should be a whole number")
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError("Input should be a whole number")
        value = int(value)
    if not at_least <= value <= at_most:
        raise ValueError(f"Input should be between {at_least} and {at_most}")
    return value


def parse_uuid(value: object) -> uuid.UUID:
    """A UUID in its canonical form of five groups, in upper or lower case."""
    if not isinstance(value, str) or not UUID.fullmatch(value):
        raise ValueError("Input should be a UUID, like 550e8400-e29b-41d4-a716-446655440000")
    return uuid.UUID(value)


def refuse_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("The character U+0000 can't be stored")
    return text
