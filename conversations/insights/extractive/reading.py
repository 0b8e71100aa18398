"""A conversation as it is read here: its lines, its language's phrases, its words, its deeds."""

from dataclasses import dataclass
from functools import cached_property

from conversations.insights.extractive.deeds import Deed, Detail, deeds, tool_words
from conversations.insights.extractive.language import language_of
from conversations.insights.extractive.phrases import Phrases, phrases
from conversations.insights.extractive.sentences import Said, said
from conversations.insights.extractive.words import READ, Words
from conversations.insights.generator import Dialogue, Line
from conversations.text import normalise

OPENING = 12  # turns of a customer in which a request is looked for


@dataclass(frozen=True)
class Reading:
    lines: tuple[Line, ...]
    language: str | None
    phrases: Phrases
    words: Words
    deeds: tuple[Deed, ...]

    def said(self, place: int) -> list[Said]:
        """The sentences of substance of a line."""
        if place not in self._said:
            self._said[place] = said(self.lines[place], place, self.phrases)
        return self._said[place]

    @cached_property
    def _said(self) -> dict[int, list[Said]]:
        return {}

    def spoken(self, role: str) -> list[int]:
        """The places of the lines of a role that have text."""
        return [n for n, line in enumerate(self.lines) if line.role == role and line.text.strip()]

    @cached_property
    def asked(self) -> str:
        """What the customer said in the turns in which a request is looked for, as compared."""
        places = self.spoken("customer")[:OPENING]
        return normalise(" ".join(self.lines[place].text[:READ] for place in places))

    @cached_property
    def given(self) -> list[str]:
        """What the tools were given, as compared."""
        details = [d for deed in self.deeds for d in deed.details if d.given]
        return [normalise(d.text) for d in details if d.is_name or d.is_ident]

    def stems_of(self, deed: Deed) -> set[str]:
        """What a deed is about: the words of its tool but the first, and the things it names."""
        return self.words.stems(deed.words.partition(" ")[2]) | {
            normalise(detail.text) for detail in deed.details if detail.names or detail.is_ident
        }


def is_telling(detail: Detail) -> bool:
    return detail.is_name or detail.is_ident


def read(dialogue: Dialogue) -> Reading:
    texts = [line.text for line in dialogue.lines]
    language = language_of(dialogue.language, texts)
    tools = dict.fromkeys(tool_words(act.name) for act in dialogue.acts)
    return Reading(
        lines=dialogue.lines,
        language=language,
        phrases=phrases(language),
        words=Words(language, texts, tools),
        deeds=tuple(deeds(dialogue.acts, dialogue.lines)),
    )
