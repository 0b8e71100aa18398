"""The parts of a title: what it takes of a sentence, cut to its point."""

import re
from functools import partial

from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.sentences import QUESTION, Said
from conversations.insights.extractive.wishes import Wish
from conversations.insights.extractive.words import DIGIT
from conversations.shorten import TITLE, shorten
from conversations.text import normalise

SHOUTED = re.compile(r"([?!])[?!]+")
NUMBER = re.compile(r"[^,.:;!?]{0,24}\b(?=[^\s:]*\d)[\w-]{4,40}(?:[:,]| -)\s+")  # "Order AB-12: "
ASIDE = re.compile(r"\s*\([^()]*\)")
COMMA = re.compile(r"[,،](?=\s)|[、，]")
ENDS = " .!…。！,;:-–—"
MARKS = "?？؟"
ENDED = (*QUESTION, "।")
BRIEF = 40  # characters of a request that may need its reason, or a name
MOST = 5  # the weight of a clause beyond which more words are no gain
LAST = 2  # how much more the last clause of a story weighs …
AMISS = 2.5  # … or, if there is one, the one that tells of a trouble
LEANS = 2  # how much less one that begins with "although" or "it"
SAYS_ENOUGH = 4  # the weight of a request that needs no details
SAYS_SOME = 2  # the weight of a question, or of the clauses of a long request, that do


def core_of(reading: Reading, wish: Wish) -> str:
    core = wish.core if reading.words.weight(wish.core) else wish.said.text
    core = SHOUTED.sub(r"\1", reading.phrases.smooth(core, wish.said.text))
    return core.rstrip(ENDS + (MARKS if wish.asks else ""))


def headed(reading: Reading, wish: Wish) -> str:
    """A trouble as a title begins; of a long one its point, and whom or what it was about."""
    core = pointed(reading, core_of(reading, wish))
    numbered = NUMBER.match(core)
    if numbered and reading.words.weight(core[numbered.end() :]) >= 1:
        core = core[numbered.end() :]
    head = fitted(reading, core, story=True)
    return reading.phrases.capital(reading.phrases.headline(head))


def pointed(reading: Reading, core: str) -> str:
    """Without the clauses at its end that name no matter: ", and can you help me?"."""
    for clause in reading.phrases.clauses(core[:400], len(core)):
        rest = core[len(clause) :]
        said = reading.words.weight(clause)
        if core.startswith(clause) and said >= 1 and not reading.words.stems(rest):
            return clause
    return core


def fitted(reading: Reading, text: str, at_most: int = TITLE, story: bool = False) -> str:
    """At most so many characters: cut between clauses if one says enough; of a story the last."""
    if len(text) <= at_most:
        return text
    clauses = map(reading.phrases.unasked, reading.phrases.clauses(text[:400], at_most))
    best = max(clauses, key=partial(point_of, reading, text, story), default="")
    return best if reading.words.weight(best) >= SAYS_SOME else shorten(text, at_most)


def point_of(reading: Reading, text: str, story: bool, clause: str) -> float:
    """A story's trouble is rather its point, else its last clause: "…, and it came broken"."""
    worth = min(reading.words.weight(clause), MOST)
    if reading.phrases.leans(clause):
        return worth - LEANS
    if story and reading.phrases.troubled(text):
        return worth + AMISS * reading.phrases.troubled(clause)
    return worth + LAST * (story and text.endswith(clause))


def shortened(reading: Reading, text: str, at_most: int) -> str:
    """What stands before a comma, if it says enough: what follows it is seldom the point.

    Only if that alone tells of a trouble it is, and no less: "It came, but the box was empty".
    """
    firsts = [text[: comma.start()] for comma in COMMA.finditer(text[: at_most + 1])]
    first = max(firsts, key=len, default="")
    phrases = reading.phrases
    if phrases.troubled(text) and not phrases.troubled(first):
        rest = phrases.unstarted(text[len(first) :].lstrip(" ,،、，"))
        least = reading.words.weight(first)
        is_point = len(rest) <= at_most and not phrases.leans(rest)
        first = rest if is_point and reading.words.weight(rest) >= least else ""
    return phrases.unasked(first) if reading.words.weight(first) >= SAYS_SOME else text


def part(reading: Reading, said: Said) -> str:
    """What a title takes of a sentence that isn't its first."""
    core = SHOUTED.sub(r"\1", reading.phrases.smooth(said.text)).rstrip(ENDS).lstrip("¡")
    return pointed(reading, core)


def request_of(reading: Reading, said: Said) -> tuple[str, bool]:
    core, asks = next(reading.phrases.requests(said.text))
    opens = asks and (reading.phrases.asks_last or not said.text.startswith(core))
    core = reading.phrases.smooth(core, said.text)
    return (core.rstrip(ENDS + MARKS), True) if opens else (part(reading, said), False)


def joined(reading: Reading, first: str, then: str, sign: str = ": ") -> str | None:
    """Two sentences as one line, the second perhaps its first clauses alone; None without room."""
    if first.endswith(ENDED):
        sign = " "
    elif sign == ". ":
        sign = reading.phrases.after
    then = then if sign == "; " else reading.phrases.capital(then)
    for start in dict.fromkeys((first, ASIDE.sub("", first))):
        fits = beginning(reading, then, TITLE - len(start) - len(sign))
        if says(reading, fits):
            return start + sign + fits
    return None


def beginning(reading: Reading, text: str, at_most: int) -> str:
    """A text, or without room for it its first clause that says something; else nothing."""
    if len(text) <= at_most:
        return text
    clauses = reading.phrases.clauses(text[:400], at_most)
    firsts = (clause for clause in clauses if text.startswith(clause))
    return next((clause for clause in firsts if says(reading, clause, SAYS_SOME)), "")


def says(reading: Reading, text: str, least: float = 1) -> bool:
    """Whether a text has words of substance, or a number."""
    return reading.words.weight(text) >= least or bool(DIGIT.search(text))


def is_told(reading: Reading, name: str, text: str) -> bool:
    """Whether at least half of a name is there already: "Washington D.C." after "Washington"."""
    stems = reading.words.stems(name)
    both = stems & reading.words.stems(text)
    return normalise(name) in normalise(text) or 2 * len(both) >= len(stems) > 0
