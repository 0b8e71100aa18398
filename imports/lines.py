"""The lines of a file that may be anything: numbered, bounded, unpacked where it is packed."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import BinaryIO

from django.conf import settings

from web.api import BYTE_ORDER_MARK

LONGEST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # bytes of a line: those of the API's body
KEPT = 1000  # bytes of a line that is longer
STEP = 1024 * 1024
PACKED = b"\x1f\x8b"
LEAST = 100  # bytes that a line counts for, since blank ones are work too
UNREADABLE = (EOFError, OSError, zlib.error)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, from number 1, without the space around it. Of one too long only its beginning."""

    number: int
    text: bytes
    is_too_long: bool = False


class Damaged(Exception):
    """The file can't be read from this line on; the text tells people why."""


class TooMuch(Damaged):
    """More comes out of it than may."""


def lines_of(file: BufferedReader, most: int | None = None) -> Iterator[Line]:
    """The lines, blank ones too. Damaged where the file breaks off, TooMuch beyond most bytes.

    A packed file is known by its first bytes; most counts what comes out of it.
    """
    file = unpacked(file)
    number = read = 0
    while True:
        number += 1
        try:
            text, length = _next(file, None if most is None else most - read)
        except UNREADABLE as error:
            raise Damaged(f"The file is cut off or damaged in line {number}: {error}") from None
        read += max(length, LEAST)
        if most is not None and read > most:
            raise TooMuch(f"The file is larger, unpacked, than {most:,} bytes, in line {number}")
        if not length:
            return
        text = text.removeprefix(BYTE_ORDER_MARK) if number == 1 else text
        too_long = length > LONGEST + 1
        yield Line(number, text[:KEPT] if too_long else text.strip(), too_long)


def unpacked(file: BufferedReader) -> BinaryIO:
    return gzip.GzipFile(fileobj=file) if file.peek(2).startswith(PACKED) else file


def _next(file, most) -> tuple[bytes, int]:
    """A line, or the beginning of a long one, and the bytes that it really has, as far as most."""
    text = file.readline(LONGEST + 2)
    length = len(text)
    while length > LONGEST + 1 and not text.endswith(b"\n") and (most is None or length <= most):
        text, rest = text[:KEPT], file.readline(STEP)
        length += len(rest)
        if not rest or rest.endswith(b"\n"):
            break
    return text, length


def count_lines(file: BufferedReader, most: int | None = None, tell=lambda: None) -> int:
    """How many lines there are, as far as they can be read: for the progress alone.

    tell is called again and again meanwhile.
    """
    file, count, read, last = unpacked(file), 0, 0, b"\n"
    try:
        while (most is None or read <= most) and (piece := file.read(STEP)):
            count, read, last = count + piece.count(b"\n"), read + len(piece), piece[-1:]
            tell()
    except UNREADABLE:
        pass
    return count + (last != b"\n")
