"""The summary: what was asked, what was done, how it ended, each with the turns it rests on."""

from conversations.insights.extractive.deeds import Deed
from conversations.insights.extractive.reading import Reading, is_telling
from conversations.insights.extractive.sentences import Said
from conversations.insights.extractive.wishes import Wish
from conversations.insights.generator import Sentence
from conversations.shorten import shorten

LONGEST = 240  # characters of a quotation
TOOLS = 5  # tools that one sentence names …
NAMED = 3  # … and of what they were given
LEAST = 2  # the weight of an answer worth quoting
SHORT = 5  # characters of a question that asks nothing if it has no word of substance: "well"
EH = 2  # … and if it has: "eh"
END = 30  # turns in which the outcome is looked for
SENTENCES = 4


def summary(reading: Reading, wish: Wish) -> tuple[Sentence, ...]:
    phrases, outcome = reading.phrases, outcome_of(reading, wish)
    found = [quote(reading, asked(reading, wish))]
    found += done(reading) or answer(reading, wish, outcome)
    found += [quote(reading, outcome, phrases.outcome)] if outcome else []
    return tuple([*found, *open_end(reading, wish)][:SENTENCES])


def asked(reading: Reading, wish: Wish) -> Said:
    """The request with what the customer said beside it, if that is not long."""
    place = wish.said.place
    whole = joined(reading, place, [said.text for said in reading.said(place)])
    return whole if 0 < len(whole.text) <= LONGEST else wish.said


def joined(reading: Reading, place: int, texts: list[str]) -> Said:
    closed = [reading.phrases.closed(text) for text in texts]
    return Said(place, reading.phrases.between.join(map(reading.phrases.capital, closed)))


def quote(reading: Reading, said: Said, label: str = "{}") -> Sentence:
    text = shorten(reading.phrases.capital(said.text), LONGEST)
    return sentence(reading, label.format(text), {said.place})


def sentence(reading: Reading, text: str, places: set[int]) -> Sentence:
    return Sentence(
        reading.phrases.closed(text), tuple(reading.lines[place].key for place in sorted(places))
    )


def done(reading: Reading) -> tuple[Sentence, ...]:
    """The tools that worked, then those that never did."""
    worked = [deed for deed in reading.deeds if not deed.failed]
    names = {deed.words for deed in worked}
    failed = [deed for deed in reading.deeds if deed.failed and deed.words not in names]
    labels = ((reading.phrases.done, worked), (reading.phrases.failed, failed))
    return tuple(named(reading, label, some) for label, some in labels if some)


def named(reading: Reading, label: str, deeds: list[Deed]) -> Sentence:
    """The last of each of these tools, with what they were given."""
    kept = list({deed.words: deed for deed in deeds}.values())[-TOOLS:]
    details = {}
    for detail in (d for deed in reversed(kept) for d in deed.details):
        if detail.given and is_telling(detail):
            details.setdefault(detail.text.casefold(), detail)
    some = list(details.values())[:NAMED]
    places = {place for d in kept for place in (d.place, d.reported)} | {d.place for d in some}
    text = ", ".join(deed.words for deed in kept)
    text += f" ({', '.join(d.text for d in some)})" if some else ""
    return sentence(reading, label.format(text), places)


def outcome_of(reading: Reading, wish: Wish) -> Said | None:
    """What the agent said when the last tool had answered, else their last of substance."""
    count = len(reading.lines)
    last = range(count - 1, max(count - END, wish.said.place), -1)
    start = max((deed.reported for deed in reading.deeds), default=count)
    for place in (*range(start, min(start + END, count)), *last):
        least = 1 if start <= place < start + 2 else LEAST
        found = statement(reading, place, wish, least)
        if found:
            return found
    return None


def statement(reading: Reading, place: int, wish: Wish, least: float = LEAST) -> Said | None:
    """What an agent's turn states, its questions left out."""
    line = reading.lines[place]
    if line.role != "agent" or place == wish.said.place:
        return None
    stated = [said.text for said in reading.said(place) if not said.is_question]
    if not stated:
        return None
    whole = joined(reading, place, stated)
    worth = reading.words.weight(whole.text) + any(map(str.isdigit, whole.text))
    return whole if worth >= least else None


def answer(reading: Reading, wish: Wish, outcome: Said | None) -> list[Sentence]:
    """The first statement after the request, if the outcome is a later one."""
    place = wish.said.place
    for after in range(place + 1, min(outcome.place if outcome else 0, place + END)):
        found = statement(reading, after, wish)
        if found:
            return [quote(reading, found)]
    return []


def open_end(reading: Reading, wish: Wish) -> list[Sentence]:
    """The question that nobody answered, if the conversation ends with one."""
    count = len(reading.lines)
    for place in range(count - 1, max(count - 4, wish.said.place), -1):
        found = reading.said(place)
        if found:
            by_customer = reading.lines[place].role == "customer"
            if not found[-1].is_question or not (by_customer or is_open(reading, place)):
                return []
            text = found[-1].text.strip("¿?？؟")
            if len(text) <= EH or (len(text) < SHORT and not reading.words.stems(text)):
                return []
            label = reading.phrases.unanswered if by_customer else reading.phrases.waiting
            return [quote(reading, found[-1], label)]
    return []


def is_open(reading: Reading, place: int) -> bool:
    """Whether the customer had said more than thanks and the like before this line."""
    before = place - 1
    return reading.lines[before].role != "customer" or bool(reading.said(before))
