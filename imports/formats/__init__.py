"""The formats that a line may have, by the names that people give them."""

from collections.abc import Iterator
from itertools import chain, islice

from imports.arrival import Refused, body_of
from imports.formats import openai, roark, sgd
from imports.lines import LONGEST, Line

FORMATS = {"roark": roark.read, "openai": openai.read, "sgd": sgd.read}
MOST_LINES = 100  # that are looked at to guess
LABELS = {
    "roark": "Roark: bodies of POST /v1/chat and /v1/call",
    "openai": "OpenAI: lists of chat messages",
    "sgd": "Schema-Guided Dialogue",
}


def guess(lines: Iterator[Line]) -> tuple[str | None, Iterator[Line]]:
    """The format of the first line that shows one, None where none does; and the lines again.

    Damaged as lines_of.
    """
    first, format = [], None
    for line in islice(lines, MOST_LINES):
        first.append(line)
        format = _format_of(line)
        if format or sum(len(line.text) for line in first) > LONGEST:
            break
    return format, chain(first, lines)


def _format_of(line):
    try:
        body = body_of(line).value
    except Refused:
        return None
    return next((name for name, shows in SIGNS if shows(body)), None)


SIGNS = [("roark", roark.shows), ("openai", openai.shows), ("sgd", sgd.shows)]
