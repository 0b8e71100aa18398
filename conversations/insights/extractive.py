"""The offline generator: a conversation's own sentences, chosen and trimmed.

The title is the customer's early sentence that says most; the summary is that request, the
tools that were used, and what the agent said when the last of them had answered. Nothing is
said that the conversation does not say.
"""

import re

from conversations.insights.generator import Dialogue, Line, Sentence, Written
from conversations.said import TITLE, shorten

BORDER = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|(?<=[。！？])|\n+")
WORD = re.compile(r"\w+")
OPENING = 4  # turns of a customer in which the request is looked for
LATER = 1.5  # words that a later turn must say more
ENOUGH, FULL = 4, 9  # distinct words of a sentence worth quoting, and beyond which more is no gain
LONGEST = 240  # characters of a quoted sentence


class Extractive:
    name, version = "extractive", "0.1"

    def write(self, dialogue: Dialogue) -> Written:
        asked = request(dialogue)
        if asked is None:
            return Written(None, ())
        sentences = [asked, *deeds(dialogue), *outcome(dialogue, asked)]
        return Written(shorten(asked.text.rstrip("."), TITLE), tuple(sentences))


def request(dialogue: Dialogue) -> Sentence | None:
    """What the customer wants: of their first turns the sentence that says most."""
    lines = [line for line in dialogue.lines if line.role == "customer" and line.text.strip()]
    lines = lines or [line for line in dialogue.lines if line.text.strip()]
    said = [
        (min(weight(text), FULL) - LATER * n, -n, text, line)
        for n, line in enumerate(lines[:OPENING])
        for text in sentences_of(line)
    ]
    if not said:
        return None
    _, _, text, line = max(said, key=lambda entry: entry[:2])
    return quote(text, line)


def deeds(dialogue: Dialogue) -> list[Sentence]:
    """The tools that were used, by their own names turned into words."""
    if not dialogue.acts:
        return []
    names = dict.fromkeys(tool_words(act.name) for act in dialogue.acts)
    turns = sorted({max(act.before, 1) for act in dialogue.acts})
    return [Sentence(f"→ {', '.join(names)}.", tuple(dialogue.lines[n - 1].key for n in turns))]


def outcome(dialogue: Dialogue, asked: Sentence) -> list[Sentence]:
    """What the agent said once the last tool had answered, else their last word of substance."""
    start = max((act.before for act in dialogue.acts), default=0)
    after = [line for line in dialogue.lines[start:] if line.role == "agent"]
    before = [line for line in reversed(dialogue.lines[:start]) if line.role == "agent"]
    ordered = [*after, *before] if dialogue.acts else [*reversed(after)]
    for line in ordered:
        for text in sentences_of(line):
            if (
                weight(text) >= ENOUGH
                and not text.endswith(("?", "？"))
                and line.key not in asked.turns
            ):
                return [quote(text, line)]
    return []


def quote(text: str, line: Line) -> Sentence:
    """The sentence with a full stop, if it had none."""
    short = shorten(text, LONGEST)
    return Sentence(short + "." if short[-1].isalnum() else short, (line.key,))


def sentences_of(line: Line) -> list[str]:
    return [piece.strip() for piece in BORDER.split(line.text) if piece.strip()]


def weight(text: str) -> float:
    """About how much a sentence says: its distinct longer words, or characters of dense scripts."""
    words = {word.casefold() for word in WORD.findall(text)}
    return sum(1 if word.isascii() else max(1, len(word) / 4) for word in words if len(word) > 2)


def tool_words(name: str) -> str:
    """FindRestaurants and find_restaurants as find restaurants."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.]+", " ", name)
    return " ".join(spaced.split()).lower() or name
