"""What was really done: the tools that an agent used, and what they were about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from conversations.insights.generator import Act, Line

NEAR = 40  # lines before an act, and two after it, in which its values are looked for
MOST = 40  # values of one act that are looked for
SHORTEST, LONGEST = 3, 60  # characters of a value
PIECES = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.\s:/]+")
NAMING = re.compile(r"(?:^|[^a-z])(?:name|title)$|Name$|Title$")
HELD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Detail:
    """A thing that a tool was given or gave, as it was spelled in the conversation."""

    text: str
    place: int
    given: bool
    names: bool  # whether its key is a name, or what the tool is called after

    @property
    def is_name(self) -> bool:
        return self.text[0].isupper() and any(map(str.islower, self.text))

    @property
    def is_ident(self) -> bool:
        return any(map(str.isdigit, self.text))


@dataclass(frozen=True, slots=True)
class Deed:
    """A tool's invocation; place is the line that came before it, reported the one after."""

    words: str
    failed: bool
    place: int
    reported: int
    details: tuple[Detail, ...]


def deeds(acts: tuple[Act, ...], lines: tuple[Line, ...]) -> list[Deed]:
    return [deed(act, lines) for act in acts]


def deed(act: Act, lines: tuple[Line, ...]) -> Deed:
    last = len(lines) - 1
    place = min(max(act.before - 1, 0), last)
    return Deed(
        words=tool_words(act.name),
        failed=act.failed,
        place=place,
        reported=min(act.before, last),
        details=tuple(details(act, lines)),
    )


def details(act: Act, lines: tuple[Line, ...]) -> Iterator[Detail]:
    """The values of a tool that the conversation speaks of, the later mention first."""
    places = range(min(act.before + 1, len(lines) - 1), max(act.before - NEAR, -1), -1)
    seen = set()
    for given, source in ((True, act.parameters), (False, act.result)):
        for key, value in islice(values(source), MOST):
            if value.casefold() not in seen:
                seen.add(value.casefold())
                pattern = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)
                found = mention(pattern, places, lines)
                if found:
                    names = bool(NAMING.search(key)) or key in act.name.lower()
                    yield Detail(*found, given, bool(key) and names)


def mention(pattern, places, lines):
    for place in places:
        found = pattern.search(lines[place].text[:2000])
        if found:
            return found.group(), place
    return None


def values(source, key="", depth=4) -> Iterator[tuple[str, str]]:
    """The texts in a JSON value that may name a thing, each after its key."""
    if isinstance(source, str):
        text = " ".join(source[: LONGEST + 1].split())
        if SHORTEST <= len(text) <= LONGEST and HELD.search(text):
            yield key, text
    elif isinstance(source, dict | list) and depth:
        pairs = source.items() if isinstance(source, dict) else ((key, one) for one in source)
        for name, inner in islice(pairs, MOST):
            yield from values(inner, str(name), depth - 1)


def tool_words(name: str) -> str:
    """FindRestaurants and find_restaurants as find restaurants."""
    return " ".join(PIECES.sub(" ", name[:LONGEST]).split()).lower() or name[:LONGEST]
