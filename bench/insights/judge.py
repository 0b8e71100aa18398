"""What the figures mean. Each is decided by rule, from what a data set itself says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from time import process_time

from bench.insights.talks import Talk
from conversations.insights.evidence import checked
from conversations.insights.extractive.words import function_words
from conversations.insights.generator import Written
from conversations.shorten import TITLE, shorten
from conversations.text import letter_runs, normalise

PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
NAMING = re.compile(r"(name|title)$")
STEM = 4  # letters that a word shares with another form of it


@dataclass(frozen=True)
class Judged:
    """A talk, what was written of it, and how long that took."""

    talk: Talk
    written: Written
    ms: float

    @property
    def title(self) -> str:
        return self.written.title or ""

    @cached_property
    def says(self) -> set[str]:
        return stems(self.title)

    def names_service(self) -> bool:
        """The title has a word of a service's name, of the subject, or of a tool but its verb."""
        called = [*self.talk.services, *(after_verb(act.name) for act in self.talk.dialogue.acts)]
        names = [*self.talk.services, *(" ".join(PIECE.findall(name)) for name in called)]
        own = self.title.partition(" → ")[0]  # beyond it, tools are named by themselves
        folded = normalise(own)  # of writing without spaces, words can't be told apart
        return bool(stems(own) & {stem for name in names for stem in stems(name)}) or any(
            name and normalise(name) in folded for name in self.talk.services
        )

    def names_thing(self) -> bool:
        """The title has something that a tool was given, or a name that it gave."""
        title = normalise(self.title)
        values = (value for act in self.talk.dialogue.acts for value in things(act))
        return any(normalise(value) in title for value in values)

    def names_what_is_asked(self) -> bool:
        return self.names_service() or self.names_thing()

    def names_what_the_agent_takes_up(self) -> bool:
        """The title shares a word of substance with what the agent says."""
        said = " ".join(line.text for line in self.talk.dialogue.lines if line.role == "agent")
        empty = stems(" ".join(function_words(self.talk.language or "en")))
        return bool((self.says & stems(said)) - empty)

    def begins_first_line(self) -> bool:
        return bool(self.title) and letters(self.talk.first_line).startswith(letters(self.title))

    def is_of_first_line(self) -> bool:
        """The title is a piece of the first line and nothing else."""
        return bool(self.title) and letters(self.title) in letters(self.talk.first_line)

    def has_outcome(self) -> bool:
        return bool(self.talk.dialogue.acts)

    def tells_outcome(self) -> bool:
        """A sentence rests on the agent's first turn after the last tool, and says half of it."""
        dialogue = self.talk.dialogue
        start = max(act.before for act in dialogue.acts)
        report = next((line for line in dialogue.lines[start:] if line.role == "agent"), None)
        if report is None:
            return False
        said = stems(report.text)
        sentences = [s for s in self.written.sentences if report.key in s.turns]
        return any(2 * len(said & stems(s.text)) >= len(said) for s in sentences)

    def unsupported(self) -> list[str]:
        """The facts that the checker of the product doesn't find in the turns they rest on."""
        done = checked(self.written, self.talk.dialogue)
        lost = [self.title] if self.written.title and not done.title else []
        return lost + [fact for sentence in done.sentences for fact in sentence.unsupported]


def judge(generator, talk: Talk) -> Judged:
    began = process_time()
    written = generator.write(talk.dialogue)
    return Judged(talk, written, 1000 * (process_time() - began))


def untitled(talk: Talk) -> Judged:
    """What a list shows without a generator: the customer's first line."""
    return Judged(talk, Written(shorten(talk.first_line, TITLE), ()), 0)


def things(act) -> Iterator[str]:
    """The texts that a tool was given, and those it gave that are called a name or a title."""
    yield from (value for _, value in leaves(act.parameters))
    yield from (value for key, value in leaves(act.result) if NAMING.search(key))


def leaves(value, key="") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    elif isinstance(value, str) and len(value) > 2 and value.casefold() not in ("true", "false"):
        yield key, value


def after_verb(name: str) -> str:
    """FindRestaurants and find_restaurants without their first word."""
    return " ".join(PIECE.findall(name)[1:])


def stems(text: str) -> set[str]:
    """The words of a text by their beginnings, so that "ticket" is "tickets"."""
    return {run[:STEM] for run in letter_runs(normalise(text)) if len(run) > 2}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalise(text)))
