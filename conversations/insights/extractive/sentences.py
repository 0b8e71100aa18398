"""The sentences of a turn, each without its greeting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conversations.insights.extractive.phrases import Phrases
from conversations.insights.generator import Line

READ = 2_000  # characters of a turn
BORDER = re.compile(r"(?<=[.!?…؟])[\"'”’»)]{0,3}\s+|(?<=[。！？।])|(?<=[a-z][!?])(?=[A-Z])|\n+")
SHORT = re.compile(r"\d{1,2}|[^\W\d_]")
SPELT = re.compile(r"\d[ -]\d\.$")  # a number told digit by digit
QUESTION = ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of substance. place counts the lines from 0; text lacks its greeting."""

    place: int
    text: str

    @property
    def is_question(self) -> bool:
        return self.text.endswith(QUESTION)


def said(line: Line, place: int, phrases: Phrases) -> list[Said]:
    """What a turn says beyond greetings, fillers and farewells."""
    by_agent = line.role == "agent"
    matters = (phrases.matter(text, by_agent) for text in sentences(line.text, phrases))
    return [Said(place, text) for text in matters if any(map(str.isalnum, text))]


def sentences(text: str, phrases: Phrases) -> Iterator[str]:
    """Cut at full stops but those of abbreviations, initials and days ("am 3. Mai")."""
    held = ""
    for piece in BORDER.split(text[:READ]):
        piece = " ".join(piece.split())
        if held and not goes_on(held, piece, phrases):
            yield held
            held = ""
        held = f"{held} {piece}".strip()
    if held:
        yield held


def goes_on(held: str, piece: str, phrases: Phrases) -> bool:
    if not held.endswith("."):
        return False
    if SPELT.search(held):
        return False
    last = held[-30:].rpartition(" ")[2].rstrip(".").casefold()
    return last in phrases.abbreviations or bool(SHORT.fullmatch(last))
