"""What a generator of titles and summaries gets and gives (ADR 0012)."""

import hashlib
import json
from dataclasses import dataclass
from typing import Protocol

NAMES = OFFLINE, SERVER = "extractive", "openai"  # of the generators there are


@dataclass(frozen=True, slots=True)
class Line:
    """A turn as a generator sees it. key is the turn's, and is what evidence names."""

    key: int
    number: int
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Act:
    """A tool invocation as a generator sees it; before is how many turns came before it.

    parameters and result are JSON as it was sent.
    """

    name: str
    failed: bool
    before: int
    parameters: object = None
    result: object = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation in reading order."""

    lines: tuple[Line, ...]
    acts: tuple[Act, ...] = ()
    language: str | None = None

    @property
    def hash(self) -> str:
        """Tells whether what was said has changed: of number, role and text of each turn."""
        said = [[line.number, line.role, line.text] for line in self.lines]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a summary and the keys of the turns that it rests on.

    unsupported are those of its facts that these turns don't have; evidence.py finds them.
    """

    text: str
    turns: tuple[int, ...]
    unsupported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a generator wrote. title is at most 80 characters, None if nothing could be told.

    model is None for a generator that writes the same of the same input; note tells, where one
    stood in for another, why.
    """

    title: str | None
    sentences: tuple[Sentence, ...]
    model: str | None = None
    prompt_hash: str | None = None
    tokens: int | None = None
    note: str | None = None


class Failed(Exception):
    """A generator couldn't write. Its text says why to whom it concerns, without any secret.

    lasts: that it will hardly be better for the next conversation. tokens: what it cost.
    """

    def __init__(self, reason: str, *, lasts: bool = False, tokens: int | None = None):
        super().__init__(reason)
        self.lasts, self.tokens = lasts, tokens


class Generator(Protocol):
    """Writes titles and summaries. Deterministic ones write the same of the same input.

    One that has is_slow = True asks others, and is asked outside of transactions, for `parallel`
    conversations at once; its `budget` tells the tokens that this costs. write() may raise Failed.
    """

    name: str
    version: str

    def write(self, dialogue: Dialogue) -> Written: ...
