"""What came of a request, as a title tells it: what tools were given, did, and told."""

import re

from conversations.insights.extractive.deeds import Deed, Detail
from conversations.insights.extractive.parts import (
    ASIDE,
    BRIEF,
    SAYS_ENOUGH,
    SAYS_SOME,
    beginning,
    is_told,
    part,
    shortened,
)
from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.sentences import QUESTION, Said
from conversations.insights.extractive.wishes import Wish
from conversations.insights.extractive.words import DIGIT, SPECIFIC
from conversations.shorten import TITLE
from conversations.text import normalise

ROOM = 64  # characters up to which one more detail is welcome
MOST = 3  # details
NEXT = 3  # turns in which a question is answered
DEEDS = 2  # tools that a title names
WORD = re.compile(r"\S+")


def served(reading: Reading, wish: Wish) -> list[Deed]:
    """The deeds that worked, after the request."""
    return [d for d in reading.deeds if d.reported > wish.said.place and not d.failed]


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


def changed(reading: Reading, wish: Wish) -> bool:
    return any(deed.changes for deed in served(reading, wish))


def leaves_room(reading: Reading, text: str, wish: Wish) -> bool:
    """Whether what was done may still follow."""
    done = [deed.words for deed in served(reading, wish) if deed.changes]
    return not done or len(text) + len(done[-1]) + 3 <= TITLE


def by_tool(reading: Reading, head: str, tool: str) -> str:
    """The tool's name where it says all that the head says, and more."""
    return tool if reading.words.stems(head) < reading.words.stems(tool) else head


def details_for(reading: Reading, wish: Wish, own: list[Deed], head: str) -> list[Detail]:
    """Those that it needs: of a request that says enough, and a question, no more than names."""
    details = details_of(reading, own)
    if reading.words.weight(head) < (SAYS_ENOUGH if wish.asks else SAYS_SOME):
        return details
    return [detail for detail in details if detail.names][: not wish.said.is_question]


def with_any(reading: Reading, head: str, own: list[Deed]) -> str:
    """A brief request that names nothing with one thing that it was about."""
    if len(head) > BRIEF or SPECIFIC.search(head):
        return head
    details = sorted(details_of(reading, own), key=lambda d: not is_said(reading, d))
    return with_details(reading, head, details[:1], 1)


def details_of(reading: Reading, own: list[Deed]) -> list[Detail]:
    """What the tools were given, the last one's first: names, then ids; else one name they gave.

    What the customer said comes first.
    """
    found = [d for deed in reversed(own) for d in deed.details if d.is_name or d.is_ident]
    given = sorted((d for d in found if d.given), key=lambda d: importance(reading, d))
    gave = [d for d in found if d.names and not d.given][: not any(d.names for d in given)]
    return gave + given


def importance(reading: Reading, detail: Detail) -> tuple:
    return not detail.is_name, not detail.names, not is_said(reading, detail)


def is_said(reading: Reading, detail: Detail) -> bool:
    """Whether the customer said it themselves."""
    return normalise(detail.text) in reading.asked


def with_details(reading: Reading, head: str, details: list[Detail], most: int) -> str:
    text, added = head, head.count(", ") + 1 if ": " in head else 0
    for detail in details:
        longer = attached(text, detail.text, added)
        if is_told(reading, detail.text, text) or len(longer) > TITLE:
            continue
        if len(text) > ROOM or added >= most:
            break
        text, added = longer, added + 1
    return text


def attached(text: str, more: str, added: int) -> str:
    """The detail after a colon, a comma or the mark of a question."""
    if text.endswith(QUESTION):
        return f"{text} {more}"
    return text + (", " if added or ": " in text else ": ") + more


def with_deeds(reading: Reading, text: str, own: list[Deed], new: bool = False) -> str:
    """What was done for one who told of a trouble: "Card is gone → block card, order card".

    new: only what has no word of the text, which stays whole.
    """
    names = dict.fromkeys(deed.words for deed in reversed(own) if deed.changes)
    said = reading.words.stems(text)
    told = {name: reading.words.stems(name) for name in names}
    some = [n for n, stems in told.items() if not (stems & said if new else stems <= said)]
    last, *before = some[:DEEDS] or [""]
    if last and not new and len(text) + len(last) + 3 > TITLE:
        text = ASIDE.sub("", text)
        text = reading.phrases.capital(shortened(reading, text, TITLE - len(last) - 3))
    for done in (", ".join([*before, last]), last):
        if done and len(text) + len(done) + 3 <= TITLE:
            return f"{text} → {done}"
    return text


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
