"""What the customer wants: which sentence is the request."""

from collections.abc import Iterator
from dataclasses import dataclass

from conversations.insights.extractive.reading import OPENING, Reading
from conversations.insights.extractive.sentences import Said
from conversations.insights.extractive.words import DIGIT, SPECIFIC
from conversations.text import normalise

FULL = 5  # the weight beyond which more words are no gain
FORM = 2  # what "I'd like to" is worth, or a word of the tool then used, or what it was given
AMISS = 0.5  # what is worth that something is amiss
LATER = 0.3  # how much less a later turn counts, each …
CALLED = 0.6  # … and of an agent who called: they begin with their matter
FIRST = 1.5  # how much more the first turn counts, and its first sentence
HARDLY = 4  # the worth below which the agent may tell more: it was they who called


@dataclass(frozen=True, slots=True)
class Wish:
    """A request: the sentence, and its core without "I would like to".

    beside: the other core of the sentence, if it has two; is_later: whether that comes before.
    """

    said: Said
    core: str
    asks: bool
    worth: float
    beside: str = ""
    is_later: bool = False


def wish(reading: Reading) -> Wish | None:
    """The best of the customer's early sentences; None if nothing of substance was said."""
    asked = best(wishes(reading, reading.spoken("customer")))
    worth = asked.worth if asked else 0
    if worth < 1 or (worth < HARDLY and reading.lines[0].role == "agent"):
        asked = best([*([asked] if asked else []), *matters(reading)])
    return asked


def matters(reading: Reading) -> Iterator[Wish]:
    """What an agent who called has to say, after the turn in which they introduce themselves."""
    places = reading.spoken("agent")
    opening = places[:1] and reading.lines[places[0]].text
    alone = places[:1] if not reading.phrases.is_farewell(opening or "") else []
    for rank, place in enumerate(places[1:4] or alone):
        for sentence in reading.said(place):
            less = (1 + CALLED * rank) * (1 + sentence.is_question)
            worth = worth_of(reading, sentence, sentence.text, False)
            yield Wish(sentence, sentence.text, False, worth / less)


def best(candidates) -> Wish | None:
    return max(candidates, key=lambda wish: wish.worth, default=None)


def wishes(reading: Reading, places: list[int]) -> Iterator[Wish]:
    for rank, place in enumerate(places[:OPENING]):
        less = (1 + LATER * rank) * (1 + is_answer(reading, place))
        for n, sentence in enumerate(reading.said(place)):
            cores = cores_of(reading, sentence)
            for (core, asks), (other, _) in zip(cores[::-1], cores, strict=True):
                beside = "" if core in other or other in core else other
                whole = f"{core} {beside}" if reading.words.weight(core) else core
                worth = worth_of(reading, sentence, whole, asks)
                first = FIRST + FIRST * (not n) if worth >= 1 and not rank else 0
                later = core != cores[0][0]
                yield Wish(sentence, core, asks, worth / less + first, beside, later)


def cores_of(reading: Reading, sentence: Said) -> list[tuple[str, bool]]:
    """One or two; what leads to a request is none if it names and asks for nothing."""
    first, *later = reading.phrases.requests(sentence.text)
    core, asks = first
    tells = asks or SPECIFIC.search(core) or reading.phrases.troubled(core)
    whole = not later or later[0][0] in core
    return [first, *later] if tells or whole else later


def worth_of(reading: Reading, sentence: Said, core: str, asks: bool) -> float:
    """How well a sentence tells what is wanted: its matter, its form, and what was then done."""
    stems, folded = reading.words.stems(core), normalise(core)
    named = any(name in folded for name in reading.given)
    weight = min(sum(map(reading.words.of, stems)) + named, FULL)
    weight += bool(weight and DIGIT.search(core))
    weight += AMISS * bool(weight and not asks and reading.phrases.troubled(core))
    if not weight:
        return 0.1 * (asks + sentence.is_question)
    done = named or bool(stems & reading.words.told)
    return weight + min(FORM, max(len(stems) - 1, 0)) * done + FORM * asks + sentence.is_question


def is_answer(reading: Reading, place: int) -> bool:
    """Whether the line before, somebody else's, ended with a question about the matter."""
    if not place or reading.lines[place - 1].role == reading.lines[place].role:
        return False
    before = reading.said(place - 1)
    asks = bool(before) and before[-1].is_question
    return asks and not reading.phrases.is_farewell(before[-1].text)
