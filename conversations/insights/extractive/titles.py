"""The title: the request's core, and, where that is vague, what the tools tell of it."""

import re

from conversations.insights.extractive.deeds import Deed, Detail
from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.wishes import Wish, best, wishes
from conversations.shorten import TITLE, shorten
from conversations.text import normalise

SHOUTED = re.compile(r"([?!])[?!]+")
SAYS_ENOUGH = 4  # the weight of a request that needs no details
SAYS_SOME = 2  # the weight of a question, or of the clauses of a long request, that do
ROOM = 64  # characters up to which one more detail is welcome
MOST = 3


def title(reading: Reading, wish: Wish) -> str:
    head = fitted(reading, core_of(reading, wish))
    own = concerning(reading, wish)
    weight = reading.words.weight(head)
    if wish.asks and own and weight < SAYS_ENOUGH and reading.language == "en":
        head = by_tool(reading, head, own[-1].words)
    second = other_request(reading, wish, own)
    details = details_of(own)
    if weight >= (SAYS_ENOUGH if wish.asks else SAYS_SOME):
        details = [detail for detail in details if detail.names][: not wish.said.is_question]
    text = with_details(reading, reading.phrases.capital(head), details, 1 if second else MOST)
    if second and len(text) + len(second) + 2 <= TITLE:
        return f"{text.rstrip('?')}; {second}"
    return with_details(reading, text, details, MOST)


def other_request(reading: Reading, first: Wish, own: list[Deed]) -> str | None:
    """What was asked for between the last deed of the first request and the next deed."""
    after = [deed for deed in reading.deeds if own and deed.reported > own[-1].reported]
    after = [deed for deed in after if not deed.failed]
    if not after:
        return None
    asked = [n for n in reading.spoken("customer") if own[-1].reported <= n < after[0].reported]
    second = best(wishes(reading, asked))
    if second is None or not second.asks or is_told(reading, second.core, first.core):
        return None
    return fitted(reading, core_of(reading, second)).rstrip("?")


def core_of(reading: Reading, wish: Wish) -> str:
    core = wish.core if reading.words.weight(wish.core) else wish.said.text
    core = SHOUTED.sub(r"\1", core)
    return core.rstrip(" .!…。！,;:-–—" + ("?？؟" if wish.asks else ""))


def fitted(reading: Reading, text: str) -> str:
    """At most a title's length: cut between clauses if the first ones say enough."""
    if len(text) <= TITLE:
        return text
    clauses = reading.phrases.clauses(text[:400], TITLE)
    best = max(clauses, key=reading.words.weight, default="")
    return best if reading.words.weight(best) >= SAYS_SOME else shorten(text, TITLE)


def concerning(reading: Reading, wish: Wish) -> list[Deed]:
    """The deeds for this request: from the first one after it, as long as their matter stays."""
    after = [d for d in reading.deeds if d.reported > wish.said.place and not d.failed]
    if not after:
        return []
    own, about = [after[0]], reading.stems_of(after[0])
    for deed in after[1:]:
        stems = reading.stems_of(deed)
        if not about & stems:
            break
        own.append(deed)
        about |= stems
    return own


def by_tool(reading: Reading, head: str, tool: str) -> str:
    """The tool's name where it says all that the head says, and more."""
    return tool if reading.words.stems(head) < reading.words.stems(tool) else head


def details_of(own: list[Deed]) -> list[Detail]:
    """Names before ids, what a tool was given before what it gave, the last deed's first."""
    found = [d for deed in reversed(own) for d in deed.details]
    names = [d for d in found if d.is_name]
    idents = [d for d in found if d.is_ident and d.given and not d.is_name]
    return sorted(names, key=lambda d: (not d.names, not d.given)) + idents


def with_details(reading: Reading, head: str, details: list[Detail], most: int) -> str:
    text, added = head, head.count(", ") if ": " in head else 0
    for detail in details:
        comma = ", " if added or ":" in head else ": "
        longer = text + (" " if text.endswith(("?", "？", "؟")) else comma) + detail.text
        if is_told(reading, detail.text, text) or len(longer) > TITLE:
            continue
        if len(text) > ROOM or added >= most:
            break
        text, added = longer, added + 1
    return text


def is_told(reading: Reading, name: str, text: str) -> bool:
    """Whether at least half of a name is there already: "Washington D.C." after "Washington"."""
    stems = reading.words.stems(name)
    both = stems & reading.words.stems(text)
    return normalise(name) in normalise(text) or 2 * len(both) >= len(stems) > 0
