"""The title: the request's core, and, where that is vague, what the tools tell of it."""

import re

from conversations.insights.extractive.deeds import Deed, Detail
from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.wishes import Wish, best, wishes
from conversations.shorten import TITLE, shorten
from conversations.text import normalise

SHOUTED = re.compile(r"([?!])[?!]+")
COMMA = re.compile(r"[,،、，]")
SAYS_ENOUGH = 4  # the weight of a request that needs no details
SAYS_SOME = 2  # the weight of a question, or of the clauses of a long request, that do
BRIEF = 40  # characters of a request that may need its reason
ROOM = 64  # characters up to which one more detail is welcome
MOST = 3  # details
DEEDS = 2  # tools that a title names


def title(reading: Reading, wish: Wish) -> str:
    head = fitted(reading, pointed(reading, core_of(reading, wish)))
    own = concerning(reading, wish)
    weight = reading.words.weight(head)
    if wish.asks and own and weight < SAYS_ENOUGH and reading.language == "en":
        head = by_tool(reading, head, own[-1].words)
    second = other_request(reading, wish, own)
    details = details_of(own)
    if weight >= (SAYS_ENOUGH if wish.asks else SAYS_SOME):
        details = [detail for detail in details if detail.names][: not wish.said.is_question]
    text = with_details(reading, reading.phrases.capital(head), details, 1 if second else MOST)
    if not wish.asks and text == reading.phrases.capital(head):
        text = with_deeds(reading, text, own if second else served(reading, wish))
    if second and len(text) + len(second) + 2 <= TITLE:
        return f"{text.rstrip('?')}; {second}"
    text = with_details(reading, text, details, MOST)
    return with_reason(reading, text, wish) if weight < SAYS_SOME else text


def with_reason(reading: Reading, text: str, wish: Wish) -> str:
    """What is said beside a request that says little: "£20 back: the renewal was not approved"."""
    if len(text) > BRIEF or wish.said.is_question or ": " in text or " → " in text:
        return text
    beside = [said.text for said in reading.said(wish.said.place) if said != wish.said]
    reason = max(beside, key=reading.words.weight, default="")
    if reading.words.weight(reason) < SAYS_SOME:
        return text
    reason = fitted(reading, reason.rstrip(" .!…。！"), TITLE - len(text) - 2)
    return f"{text}: {reason}"


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


def pointed(reading: Reading, core: str) -> str:
    """Without the clauses at its end that name no matter: ", and can you help me?"."""
    for clause in reading.phrases.clauses(core[:400], len(core)):
        rest = core[len(clause) :]
        said = reading.words.weight(clause)
        if core.startswith(clause) and said >= 1 and not reading.words.stems(rest):
            return clause
    return core


def fitted(reading: Reading, text: str, at_most: int = TITLE) -> str:
    """At most so many characters: cut between clauses if the first ones say enough."""
    if len(text) <= at_most:
        return text
    clauses = reading.phrases.clauses(text[:400], at_most)
    best = max(clauses, key=reading.words.weight, default="")
    return best if reading.words.weight(best) >= SAYS_SOME else shorten(text, at_most)


def concerning(reading: Reading, wish: Wish) -> list[Deed]:
    """The deeds for this request: from the first one after it, as long as their matter stays."""
    after = served(reading, wish)
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


def served(reading: Reading, wish: Wish) -> list[Deed]:
    """The deeds that worked, after the request."""
    return [d for d in reading.deeds if d.reported > wish.said.place and not d.failed]


def by_tool(reading: Reading, head: str, tool: str) -> str:
    """The tool's name where it says all that the head says, and more."""
    return tool if reading.words.stems(head) < reading.words.stems(tool) else head


def details_of(own: list[Deed]) -> list[Detail]:
    """What the tools were given, the last one's first: names, then ids; else one name they gave."""
    found = [d for deed in reversed(own) for d in deed.details if d.is_name or d.is_ident]
    given = sorted((d for d in found if d.given), key=lambda d: (not d.is_name, not d.names))
    gave = [d for d in found if d.names and not d.given][: not any(d.names for d in given)]
    return gave + given


def with_details(reading: Reading, head: str, details: list[Detail], most: int) -> str:
    text, added = head, head.count(", ") if ": " in head else 0
    for detail in details:
        longer = attached(text, detail.text, added)
        if is_told(reading, detail.text, text) or len(longer) > TITLE:
            continue
        if len(text) > ROOM or added >= most:
            break
        text, added = longer, added + 1
    return text


def with_deeds(reading: Reading, text: str, own: list[Deed]) -> str:
    """What was done for one who told of a trouble: "My card is gone → block card, order card"."""
    names = dict.fromkeys(deed.words for deed in reversed(own) if deed.changes)
    done = ""
    said = reading.words.stems(text)
    for words in [words for words in names if not reading.words.stems(words) <= said][:DEEDS]:
        if not done and len(text) + len(words) + 3 > TITLE:
            text = shortened(reading, text, TITLE - len(words) - 3)
        longer = f"{words}, {done}" if done else words
        done = longer if len(text) + len(longer) + 3 <= TITLE else done
    return f"{text} → {done}" if done else text


def shortened(reading: Reading, text: str, at_most: int) -> str:
    """What stands before a comma, if it says enough: what follows it is seldom the point."""
    firsts = [text[: comma.start()] for comma in COMMA.finditer(text[: at_most + 1])]
    first = max(firsts, key=len, default="")
    return first if reading.words.weight(first) >= SAYS_SOME else text


def attached(text: str, more: str, added: int) -> str:
    """The detail after a colon, a comma or the mark of a question."""
    if text.endswith(("?", "？", "؟")):
        return f"{text} {more}"
    return text + (", " if added or ": " in text else ": ") + more


def is_told(reading: Reading, name: str, text: str) -> bool:
    """Whether at least half of a name is there already: "Washington D.C." after "Washington"."""
    stems = reading.words.stems(name)
    both = stems & reading.words.stems(text)
    return normalise(name) in normalise(text) or 2 * len(both) >= len(stems) > 0
