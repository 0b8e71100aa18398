"""What was really done: the tools that an agent used, and what they were about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from conversations.insights.generator import Act, Line

NEAR = 40  # lines before an act, and two after it, in which its values are looked for
READ = 2_000  # characters of a line
ENDS = 30  # acts at both ends of a conversation whose values are looked for
MOST = 40  # values of one act that are looked for
SHORTEST, LONGEST = 3, 60  # characters of a value
PIECES = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.\s:/]+")
NAMING = re.compile(r"(?:^|[^a-z])(?:name|title)$|Name$|Title$")
LOOKS = frozenset("get list find search check lookup look fetch read query show view load".split())
WITHIN = re.compile(r"\w")
HELD = re.compile(r"[^\W\d_]")
SWITCHES = frozenset("true false none null".split())


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

    @property
    def changes(self) -> bool:
        """Whether it did more than to look something up, as its first word tells."""
        return self.words.partition(" ")[0] not in LOOKS


def deeds(acts: tuple[Act, ...], lines: tuple[Line, ...]) -> list[Deed]:
    """Each act's deed; of very many, the first and the last ones with their details."""
    far = range(ENDS, len(acts) - ENDS)
    return [deed(act, lines, n not in far) for n, act in enumerate(acts)]


def deed(act: Act, lines: tuple[Line, ...], in_detail: bool) -> Deed:
    last = len(lines) - 1
    return Deed(
        words=tool_words(act.name),
        failed=act.failed,
        place=min(max(act.before - 1, 0), last),
        reported=min(act.before, last),
        details=tuple(details(act, lines)) if in_detail else (),
    )


def details(act: Act, lines: tuple[Line, ...]) -> Iterator[Detail]:
    """The values of a tool that the conversation speaks of, the later mention first."""
    places = range(min(act.before + 1, len(lines) - 1), max(act.before - NEAR, -1), -1)
    near = [(place, lines[place].text[:READ], lines[place].text[:READ].lower()) for place in places]
    seen = set()
    for given, source in ((True, act.parameters), (False, act.result)):
        for key, value in islice(values(source), MOST):
            if value.lower() not in seen:
                seen.add(value.lower())
                found = mention(value, near)
                if found:
                    names = bool(NAMING.search(key)) or key in act.name.lower()
                    yield Detail(*found, given, bool(key) and names)


def mention(value: str, near) -> tuple[str, int] | None:
    """A value as it was spelled, as whole words, and where."""
    sought = value.lower()
    for place, text, lowered in near:
        if sought in lowered:
            found = whole_words(value, text, lowered)
            if found:
                return found, place
    return None


def whole_words(value: str, text: str, lowered: str) -> str | None:
    """A value in a text as it is spelled there, if it is there as whole words."""
    if not text.isascii():
        found = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE)
        return found and found.group()
    sought = value.lower()
    start = lowered.find(sought)  # no pattern: compiling one takes ten times as long
    while start >= 0:
        end = start + len(sought)
        if not WITHIN.match(text[max(start - 1, 0) : start]) and not WITHIN.match(text[end:]):
            return text[start:end]
        start = lowered.find(sought, start + 1)
    return None


def values(source, key="", depth=4) -> Iterator[tuple[str, str]]:
    """The texts in a JSON value that may name a thing, each after its key."""
    if isinstance(source, str):
        text = " ".join(source[: LONGEST + 1].split())
        named = HELD.search(text) and text.lower() not in SWITCHES
        if SHORTEST <= len(text) <= LONGEST and named:
            yield key, text
    elif isinstance(source, dict | list) and depth:
        pairs = source.items() if isinstance(source, dict) else ((key, one) for one in source)
        for name, inner in islice(pairs, MOST):
            yield from values(inner, str(name), depth - 1)


def tool_words(name: str) -> str:
    """FindRestaurants and find_restaurants as find restaurants."""
    return " ".join(PIECES.sub(" ", name[:LONGEST]).split()).lower() or name[:LONGEST]
