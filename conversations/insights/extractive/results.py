"""What came of a request, as a title tells it: what tools were given, did, and told."""

from conversations.insights.extractive.deeds import Deed, Detail
from conversations.insights.extractive.parts import (
    ASIDE,
    BRIEF,
    SAYS_ENOUGH,
    SAYS_SOME,
    is_told,
    shortened,
)
from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.sentences import QUESTION
from conversations.insights.extractive.wishes import Wish
from conversations.insights.extractive.words import SPECIFIC
from conversations.shorten import TITLE
from conversations.text import normalise

ROOM = 64  # characters up to which one more detail is welcome
MOST = 3  # details
DEEDS = 2  # tools that a title names


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
