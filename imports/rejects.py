"""The lines that were refused: a JSON object each, with number, reason, and what was sent.

Once mended it can be imported like any other file: arrival.py reads what was sent.
"""

import json
from pathlib import Path

from pydantic_core import from_json

from imports.arrival import OF_REJECTS
from imports.lines import Line

SHOWN = 20  # of the refused, told at once
REASON = 300  # characters


class Rejects:
    """Writes the file; there is none as long as nothing is refused."""

    def __init__(self, path: Path):
        self.path = path
        self.file = None
        self.first: list[dict] = []

    def add(self, line: Line, reason: str):
        if len(self.first) < SHOWN:
            self.first.append({"line": line.number, "reason": reason[:REASON]})
        if self.file is None:
            self.file = self.path.open("wb")
        self.file.write(row(line, reason))

    def flush(self):
        if self.file:
            self.file.flush()

    def close(self):
        if self.file:
            self.file.close()


def row(line: Line, reason: str) -> bytes:
    number, sent = sent_in(line)
    told = json.dumps({"line": number, "reason": reason}, ensure_ascii=False)
    return told.removesuffix("}").encode() + b', "sent": ' + sent + b"}\n"


def sent_in(line: Line) -> tuple[int, bytes]:
    """What was sent and where: as it was if it is JSON, else as a text.

    A line of a file of rejects is not wrapped again. Bytes that are no UTF-8 are written \\xff.
    """
    try:
        value = from_json(line.text)
    except ValueError:
        return line.number, as_json(line.text.decode(errors="backslashreplace"))
    if isinstance(value, dict) and value.keys() == OF_REJECTS:
        return value["line"], as_json(value["sent"])
    return line.number, line.text


def as_json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
