"""A line of a file, read: what the doors take, or why they can't have it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic_core import from_json

from conversations.new import NewConversation
from imports.lines import LONGEST, Line
from web.faults import Fault

APART = timedelta(minutes=10)  # between the beginnings of two conversations without times
MOST_FAULTS = 5
OF_REJECTS = {"line", "reason", "sent"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A conversation as its door takes it. details are those of a call, None of a chat."""

    line: Line
    new: NewConversation
    details: dict | None = None

    @property
    def key(self) -> tuple[str, str]:
        return (self.new.kind, self.new.external_id)


@dataclass(frozen=True, slots=True)
class Body:
    """What a line says. number is that of the line where it first stood."""

    number: int
    text: bytes
    value: dict


# The conversation of a body, and a call's details; start is where made-up times begin
Format = Callable[[Body, datetime], tuple[NewConversation, dict | None]]


class Refused(Exception):
    """The line can't be imported; the text tells people why."""


def read(line: Line, format: Format, start: datetime) -> Arrival:
    """Refused where the line is not what the format says."""
    body = body_of(line)
    try:
        new, details = format(body, start + APART * (body.number - 1))
    except Fault as fault:
        raise Refused(told(fault)) from None
    except OverflowError:
        raise Refused("Its times would lie outside of the years 1 to 9999") from None
    if new.external_id is None:
        new = replace(new, external_id=made_up_id(body.value))
    return Arrival(line, new, details)


def body_of(line: Line) -> Body:
    if line.is_too_long:
        raise Refused(f"The line is longer than {LONGEST:,} bytes; only its beginning is kept")
    value = parsed(line.text)
    if value.keys() == OF_REJECTS:
        return mended(value)
    return Body(line.number, line.text, value)


def mended(row: dict) -> Body:
    """A line of a file of rejects, imported again: what was sent, at its first place."""
    sent = row["sent"]
    text = sent if isinstance(sent, str) else json.dumps(sent, ensure_ascii=False)
    try:
        return Body(max(1, int(row["line"])), text.encode(), parsed(text.encode()))
    except (TypeError, ValueError, OverflowError):
        raise Refused("line: Input should be a whole number") from None


def parsed(text: bytes) -> dict:
    try:
        value = from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise Refused(f"Invalid JSON: {error}") from None
    if not isinstance(value, dict):
        raise Refused("The line should be a JSON object: one conversation a line")
    return value


def told(fault: Fault) -> str:
    """Each fault with its path, at most a few."""
    faults = [f"{d['path']}: {d['message']}".removeprefix(": ") for d in fault.details]
    more = len(faults) - MOST_FAULTS
    return "; ".join(faults[:MOST_FAULTS]) + (f" (and {more} more)" if more > 0 else "")


def made_up_id(value: dict) -> str:
    """An external id for who sent none: the same for the same line, in any order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"line-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
