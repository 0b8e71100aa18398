"""Long conversations are cut by one rule, told in docs/insights-server.md.

Whole turns stay, from the start and from the end, until the characters are used up: four
tenths of them for the start, where the request is, the rest for the end, where the outcome is.
A single turn of more than TURN characters keeps its first three quarters of that and its last
quarter.
"""

from conversations.insights.generator import Line

TURN = 4000
OF_THE_START = 0.4
FRAME = 40  # characters that a turn costs beside its text


def excerpt(lines: list[Line], characters: int) -> tuple[list[Line], list[Line]]:
    """The lines to send and those left out; the first and the last one are always sent."""
    if sum(map(_size, lines)) <= characters:
        return lines, []
    start = max(1, _fitting(lines, characters * OF_THE_START))
    used = sum(map(_size, lines[:start]))
    end = max(1, _fitting(lines[: start - 1 : -1], characters - used))
    end = min(end, len(lines) - start)
    return [*lines[:start], *lines[len(lines) - end :]], lines[start : len(lines) - end]


def shortened(text: str) -> str:
    if len(text) <= TURN:
        return text
    return f"{text[: TURN * 3 // 4]} … {text[-TURN // 4 :]}"


def _size(line):
    return min(len(line.text), TURN) + FRAME


def _fitting(lines, characters):
    """How many of the first of these lines fit."""
    for n, line in enumerate(lines):
        characters -= _size(line)
        if characters < 0:
            return n
    return len(lines)
