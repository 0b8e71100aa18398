"""Measuring a conversation: who spoke how long, who waited, who cut in.

Pure functions of what was said and when. Times are milliseconds from the conversation's start;
a role is agent or customer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

AGENT, CUSTOMER = "agent", "customer"
ROLES = (AGENT, CUSTOMER)


class Absent(StrEnum):
    """Why there is no value."""

    NOT_APPLICABLE = "NOT_APPLICABLE"  # nobody answered, say
    DATA_MISSING = "DATA_MISSING"  # the ends of turns weren't told


Value = int | float | Absent
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn; without an end nobody knows how long it took."""

    role: str
    start_ms: int
    end_ms: int | None = None

    @property
    def until_ms(self) -> int:
        return self.start_ms if self.end_ms is None else self.end_ms


@dataclass(frozen=True, slots=True)
class Record:
    """What is measured; the turns in reading order. duration_ms: None if that is not known."""

    turns: Sequence[Spoken] = ()
    duration_ms: int | None = None
    tools: int = 0
    failed_tools: int = 0


def turn_count(record: Record, role: str | None) -> Value:
    return sum(role in (None, turn.role) for turn in record.turns)


def duration(record: Record, role: None) -> Value:
    return Absent.DATA_MISSING if record.duration_ms is None else record.duration_ms


def talk_time(record: Record, role: str | None) -> Value:
    """How long the role spoke; what it said at once with itself counts once."""
    if absent := _untimed(record):
        return absent
    return _length(_merged(t for t in record.turns if role in (None, t.role)))


def talk_share(record: Record, role: str) -> Value:
    """The percentage of all talk, to a tenth."""
    times = {one: talk_time(record, one) for one in ROLES}
    if isinstance(times[role], Absent):
        return times[role]
    total = sum(times.values())
    return round(100 * times[role] / total, 1) if total else Absent.NOT_APPLICABLE


def silence(of: Callable[[list[int]], int], record: Record, role: None) -> Value:
    """Of the times in which nobody spoke, from the first turn to the end of the last."""
    if absent := _untimed(record):
        return absent
    gaps = [later - end for (_, end), (later, _) in pairwise(_merged(record.turns))]
    return of(gaps) if gaps else 0


def reply_time(of: Callable[[list[int]], float], record: Record, role: str) -> Value:
    """Of the times from the end of the other's turn to the role's next; one within it is none."""
    waits = [
        turn.start_ms - before.until_ms
        for before, turn in pairwise(record.turns)
        if turn.role == role != before.role
    ]
    waits = [wait for wait in waits if wait >= 0]
    return round(of(waits)) if waits else Absent.NOT_APPLICABLE


def first_reply_time(record: Record, role: None) -> Value:
    """From the end of the customer's first turn to the agent's next."""
    asked = next((n for n, turn in enumerate(record.turns) if turn.role == CUSTOMER), None)
    if asked is None:
        return Absent.NOT_APPLICABLE
    replies = (turn.start_ms for turn in record.turns[asked:] if turn.role == AGENT)
    reply = next(replies, None)
    if reply is None:
        return Absent.NOT_APPLICABLE
    return max(0, reply - record.turns[asked].until_ms)


def interruption_count(record: Record, role: str) -> Value:
    """How many turns of the role begin while the other speaks."""
    if absent := _untimed(record):
        return absent
    count, busy_until = 0, -1
    for start, together in groupby(record.turns, key=lambda turn: turn.start_ms):
        turns = list(together)
        if busy_until > start:
            count += sum(turn.role == role for turn in turns)
        others = [turn.until_ms for turn in turns if turn.role != role]
        busy_until = max([busy_until, *others])
    return count


def tool_count(record: Record, role: None) -> Value:
    return record.tools


def failed_tool_count(record: Record, role: None) -> Value:
    return record.failed_tools if record.tools else Absent.NOT_APPLICABLE


def mean(values: Sequence[int]) -> float:
    return sum(values) / len(values)


def _untimed(record):
    """Why times of speech can't be told; None if they can."""
    if not record.turns:
        return Absent.NOT_APPLICABLE
    return Absent.DATA_MISSING if any(t.end_ms is None for t in record.turns) else None


def _merged(turns: Iterable[Spoken]) -> list[Span]:
    """The spans in which any of them is spoken, in order and apart."""
    spans: list[Span] = []
    for turn in turns:
        if spans and turn.start_ms <= spans[-1][1]:
            start, end = spans[-1]
            spans[-1] = (start, max(end, turn.until_ms))
        else:
            spans.append((turn.start_ms, turn.until_ms))
    return spans


def _length(spans):
    return sum(end - start for start, end in spans)
