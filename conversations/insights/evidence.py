"""Whether what a summary says stands in the turns that it rests on, judged by plain code.

Each address, time, date, number, id and capitalised name of a sentence must occur in its turns,
however it is written there. What doesn't is told with the sentence and never shown bare. A title
that says something which nobody said is not taken; generate.py gives another one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from conversations.insights.facts import compact, facts, plain_digits, spelt_out
from conversations.insights.generator import Dialogue, Line, Written

WORD = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W\d_]+)*")
OPENS = re.compile(r"(?:^|[.!?…:;。！？→]|\n)[\s\"'“”‘’«»„(\[¿¡*–—-]*$")
NOUNS = 0.12  # share of capitals inside sentences from which a language writes nouns with them
SHORTEST_STEM = 4
LONGEST_ENDING = 3
# Words that begin a model's sentence without being anybody's name
OPENERS = frozenset(
    """
    a after agent all also although an and another any as assistant at because before both bot but
    by caller client customer despite during each finally first for from he her his however if in
    initially it its later meanwhile next no none nothing once one only representative she since so
    someone support the their then there they this to two under until upon user when while with
    der die das ein eine er sie es kunde kundin agent agentin der mitarbeiter danach dann nach am im
    el la los las un una cliente agente después luego al en le les une client cliente après ensuite
    müşteri temsilci asistan bir bu sonra o il lo il cliente dopo de het klant daarna
    """.split()
)


def checked(written: Written, dialogue: Dialogue) -> Written:
    """The same with each sentence's unsupported facts; no title if that has any."""
    reader = Reader(dialogue, strict=written.model is not None)
    sentences = tuple(
        replace(sentence, unsupported=reader.unsupported(sentence.text, sentence.turns))
        for sentence in written.sentences
    )
    title = written.title
    if title and reader.unsupported(title, [line.key for line in dialogue.lines]):
        title = None
    return replace(written, title=title, sentences=sentences)


class Reader:
    """Looks facts up in a dialogue. strict judges the first words of sentences too."""

    def __init__(self, dialogue: Dialogue, strict: bool):
        self.language = dialogue.language
        self.strict = strict
        self.lines = {line.key: line for line in dialogue.lines}
        self.acts = Acts(" ".join(act.name for act in dialogue.acts))
        self.turns: dict[int, Keys] = {}

    @cached_property
    def nouns_have_capitals(self) -> bool:
        german = (self.language or "").lower().startswith("de")
        return german or writes_nouns_with_capitals(self.lines.values())

    def unsupported(self, text: str, turns: Iterable[int]) -> tuple[str, ...]:
        """The facts of a text, as it writes them, that these turns don't have; each once."""
        spelt = spelt_out(plain_digits(text), self.language)
        found, rest = facts(spelt, self.language)
        names = [match[0] for match in WORD.finditer(rest) if self.is_name(rest, match)]
        if not (found or names):
            return ()
        said = Said(self, turns)
        missing = [fact.text for fact in found if not said.has(fact)]
        missing += [name for name in names if not said.names(name)]
        return tuple(dict.fromkeys(missing))

    def read(self, key: int) -> "Keys":
        """What can be looked up of one turn, read once."""
        if key not in self.turns:
            self.turns[key] = Keys(self.lines[key].text, self.language)
        return self.turns[key]

    def is_name(self, text, match) -> bool:
        """Whether a capital makes this word somebody's or something's name."""
        word = match[0]
        if not word[0].isupper() or word == "I" or any(map(str.isdigit, word)):
            return False
        follows = WORD.match(text, match.end() + 1)
        begins = opens(text, match.start())
        if begins and not (follows and follows[0][0].isupper()):
            return self.strict and word.casefold() not in OPENERS
        if begins and word.casefold() in OPENERS:
            return False
        return not self.nouns_have_capitals or word.isupper()


class Keys:
    """What a text says, in forms that facts can be looked up in, each found once it is needed."""

    def __init__(self, text: str, language: str | None):
        self.text = plain_digits(text)
        self.spelt = spelt_out(self.text, language)
        self.language = language

    @cached_property
    def facts(self) -> set[str]:
        versions = {self.text, self.spelt, spoken_address(self.text)}
        keys = {key for v in versions for fact in facts(v, self.language)[0] for key in fact.keys}
        return keys | {f"n:{key.rpartition('-')[2]}" for key in keys if key.startswith("d:")}

    @cached_property
    def words(self) -> set[str]:
        words = {*WORD.findall(self.text), *WORD.findall(self.spelt)}
        return set().union(*map(forms, words))

    @cached_property
    def stems(self) -> set[str]:
        return {word[:SHORTEST_STEM] for word in self.words}

    @cached_property
    def compact(self) -> str:
        return compact(f"{self.text}\n{self.spelt}")

    def has(self, key: str) -> bool:
        kind, _, value = key.partition(":")
        if kind == "i":
            return value in self.compact
        return key in self.facts or kind == "n" and self._in_other_money(*value.split(":"))

    def _in_other_money(self, number, currency=None):
        """Whether a number occurs alone where an amount is told, or the other way round."""
        if currency:
            return f"n:{number}" in self.facts
        return any(key.startswith(f"n:{number}:") for key in self.facts)

    def inflects(self, word) -> bool:
        """Whether the word occurs with another ending."""
        if len(word) < SHORTEST_STEM or word[:SHORTEST_STEM] not in self.stems:
            return False
        return any(
            (known.startswith(word) or word.startswith(known))
            and abs(len(known) - len(word)) <= LONGEST_ENDING
            and min(len(known), len(word)) >= SHORTEST_STEM
            for known in self.words
        )


class Acts(Keys):
    """The names of the tools that were used: no facts, but names and ids."""

    facts = frozenset()

    def __init__(self, names: str):
        self.text = self.spelt = names
        self.words, self.compact = forms(names), compact(names)


class Said:
    """What some turns say together, and the tools: read no further than until it is found."""

    def __init__(self, reader: Reader, turns: Iterable[int]):
        self.reader, self.turns = reader, list(turns)

    def read(self) -> Iterator[Keys]:
        """Those that were read before come first."""
        yield self.reader.acts
        known = [key for key in self.turns if key in self.reader.turns]
        unknown = [key for key in self.turns if key not in self.reader.turns]
        yield from map(self.reader.read, [*known, *unknown])

    def has(self, fact) -> bool:
        return any(turn.has(key) for turn in self.read() for key in fact.keys)

    def names(self, word) -> bool:
        """Whether the word occurs, perhaps with another ending."""
        wanted = forms(word)
        if compact(word) in self.reader.acts.compact:
            return True
        return any(
            not wanted.isdisjoint(turn.words) or any(map(turn.inflects, wanted))
            for turn in self.read()
        )


def forms(word: str) -> set[str]:
    """A word as it may be compared: with and without Turkish dots, whole and in its parts."""
    whole = {word.casefold(), word.replace("İ", "i").replace("I", "ı").casefold()}
    return whole.union(*(form.split("-") for form in whole))


def spoken_address(text: str) -> str:
    """An address as it is spelt on the telephone: ann at example dot com."""
    return re.sub(
        r"\s(at|dot)\s", lambda m: {"at": "@", "dot": "."}[m[1].lower()], text, flags=re.I
    )


def opens(text: str, place: int) -> bool:
    """Whether a sentence begins there."""
    if place > 1 and text[place - 1] == " " and text[place - 2].isalnum():
        return False  # most words, and soon told
    return bool(OPENS.search(text[max(0, place - 40) : place]))


def writes_nouns_with_capitals(lines: Iterable[Line]) -> bool:
    """Whether so many words inside sentences have capitals that these can't all be names."""
    inside = capitals = 0
    for line in list(lines)[:200]:
        for match in WORD.finditer(line.text[:2000]):
            if not opens(line.text, match.start()):
                inside += 1
                capitals += match[0][0].isupper() and match[0][1:].islower()
    return inside >= 20 and capitals > NOUNS * inside
