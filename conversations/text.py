"""Text as search sees it: the same for what is stored and what is asked (ADR 0006)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 64  # characters of a token; PostgreSQL takes 2,046 bytes
STRIDE = 32  # so any part of up to 32 characters of a longer run lies in one of its tokens
MOST = 60_000  # distinct tokens of one conversation …
MOST_BYTES = 600_000  # … and their bytes; a tsvector holds 1,048,575

# Marks that readers leave out when they type: Latin, Greek and Cyrillic diacritics, Hebrew
# points, Arabic vowel signs. Marks of other scripts are letters to their readers and stay.
MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0652\u0670]")
DOTS = str.maketrans({"ı": "i", "İ": "i"})
# Han, kana and hangul are written without spaces: they are found by one or two characters.
DENSE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
DENSE_RUN = re.compile(f"[{DENSE}]+")
LETTERS = re.compile(f"[^\\W\\d_{DENSE}]+")
DIGIT_OR_AT = re.compile(r"[\d@]")


def normalise(text: str) -> str:
    """Fold case, compatibility forms and diacritics, and the Turkish dotless i, away."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.translate(DOTS)).casefold()
    return unicodedata.normalize("NFC", MARKS.sub("", folded)).translate(DOTS)


def letter_runs(normalised: str) -> Iterator[str]:
    """The runs of letters, those of dense scripts apart."""
    return (match.group() for match in LETTERS.finditer(normalised))


def dense_grams(normalised: str) -> Iterator[str]:
    """Each character of the dense runs, and each two neighbours."""
    for match in DENSE_RUN.finditer(normalised):
        run = match.group()
        yield from run
        yield from (run[i : i + 2] for i in range(len(run) - 1))


def pieces(run: str) -> Iterator[str]:
    """A run of letters as tokens: itself, or overlapping pieces of a long one."""
    if len(run) <= LONGEST:
        yield run
    else:
        yield from (run[i : i + LONGEST] for i in range(0, len(run) - STRIDE, STRIDE))


def terms(normalised: str) -> set[str]:
    """The distinct tokens of letters: what the vocabulary knows."""
    return {piece for run in set(LETTERS.findall(normalised)) for piece in pieces(run)}


def idents(normalised: str) -> dict[str, None]:
    """The distinct whitespace-separated words that hold a digit or an @, in their order."""
    # One regex for the word would take the square of a long word's length
    words = dict.fromkeys(normalised.split())
    return dict.fromkeys(word for word in words if DIGIT_OR_AT.search(word))


def bounded(tokens: Iterable[str]) -> tuple[list[str], bool]:
    """As many tokens as one tsvector takes, and whether some were left out."""
    tokens = list(tokens)
    if len(tokens) <= MOST and len("".join(tokens).encode()) <= MOST_BYTES:
        return tokens, False
    kept, size = [], 0
    for token in tokens:
        size += len(token.encode())
        if len(kept) == MOST or size > MOST_BYTES:
            return kept, True
        kept.append(token)
    return kept, False
