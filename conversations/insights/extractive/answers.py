"""The beginning of an answer, as a title tells it beside its question."""

import re

from conversations.insights.extractive.parts import SAYS_SOME, beginning, part
from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.results import changed
from conversations.insights.extractive.sentences import QUESTION, Said
from conversations.insights.extractive.wishes import Wish
from conversations.insights.extractive.words import DIGIT
from conversations.shorten import TITLE

NEXT = 3  # turns in which a question is answered
WORD = re.compile(r"\S+")


def answered(reading: Reading, text: str, wish: Wish) -> str:
    """A short question, or what tools were asked about, with the beginning of the answer."""
    if " → " in text or not (wish.said.is_question or reading.deeds):
        return text
    sign = " " if text.endswith(QUESTION) else " → "
    for said in replies(reading, wish):
        answer = beginning(
            reading, reading.phrases.headline(part(reading, said)), TITLE - len(text) - len(sign)
        )
        same = reading.words.stems(answer) & reading.words.stems(text)
        soon = said.place - wish.said.place <= 2 * NEXT and not changed(reading, wish)
        if same or (answer and DIGIT.search(answer) and soon):
            return text + sign + reading.phrases.capital(unrepeated(reading, answer, text))
    return text


def unrepeated(reading: Reading, answer: str, question: str) -> str:
    """An answer from its figure on, if it repeats the question before: "Reception closes at"."""
    told, repeats = reading.words.stems(question), set()
    for word in WORD.finditer(answer):
        stems = reading.words.stems(word[0])
        if DIGIT.search(word[0]) and word[0].strip(",.") not in question:
            rest = answer[word.start() :]
            return rest if len(repeats) >= SAYS_SOME and " " in rest else answer
        if stems - told:
            return answer
        repeats |= stems
    return answer


def replies(reading: Reading, wish: Wish) -> list[Said]:
    """The first of what the agent stated when the last tool had answered, else next."""
    asked = wish.said.place + 1
    start = max((deed.reported for deed in reading.deeds), default=asked)
    for place in range(max(start, asked), len(reading.lines))[:NEXT]:
        if reading.lines[place].role == "agent":
            return [said for said in reading.said(place) if not said.is_question][:1]
    return []
