"""What a title says beside its request: what led to it, its reason, the next request."""

from conversations.insights.extractive.deeds import Deed
from conversations.insights.extractive.parts import (
    BRIEF,
    ENDS,
    MARKS,
    SAYS_ENOUGH,
    SAYS_SOME,
    core_of,
    fitted,
    is_told,
    joined,
    part,
    pointed,
    request_of,
    says,
)
from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.results import changed, leaves_room
from conversations.insights.extractive.sentences import QUESTION
from conversations.insights.extractive.wishes import Wish, best, wishes
from conversations.shorten import TITLE

SOON = 3  # turns of a customer in which they say more


def paired(reading: Reading, wish: Wish, head: str) -> str:
    """A request with the other one of its sentence, in their order, if there is room."""
    other = pointed(reading, reading.phrases.smooth(wish.beside).rstrip(ENDS + MARKS))
    first, then = (other, head) if wish.is_later else (head, other)
    both = f"{reading.phrases.headline(first)}; {then}"
    is_new = reading.words.weight(other) >= 1 and not is_told(reading, other, head)
    return both if is_new and len(both) <= TITLE else head


def before(reading: Reading, head: str, wish: Wish) -> str | None:
    """A trouble after the sentence that leads to it."""
    turn = reading.said(wish.said.place)
    for said in turn[: turn.index(wish.said)]:
        text = part(reading, said)
        if reading.words.weight(text) >= 1 and not is_told(reading, text, head):
            longer = joined(reading, reading.phrases.headline(text), head, ". ")
            is_point = longer and text.endswith(QUESTION) and not leaves_room(reading, longer, wish)
            return text if is_point else longer
    return None


def after(reading: Reading, head: str, wish: Wish) -> str:
    """A trouble before the request, or what else was said, that follows it."""
    turn = reading.said(wish.said.place)
    if reading.lines[wish.said.place].role == "agent":
        return head
    for said in turn[turn.index(wish.said) + 1 :]:
        text, asks = request_of(reading, said)
        little = reading.words.weight(head) < SAYS_ENOUGH or not changed(reading, wish)
        wanted = " " in text if asks else little or wish.said.is_question
        longer = joined(reading, head, text, "; " if asks else ". ")
        if longer and wanted and says(reading, text):
            return longer if asks or leaves_room(reading, longer, wish) else head
    return head


def with_reason(reading: Reading, text: str, wish: Wish, needs: bool) -> str:
    """A request and what is said beside it: "£20 back: Renewal was not approved".

    One that says little needs it, and gets its beginning at least.
    """
    if len(text) > BRIEF or ": " in text:
        return text
    beside = [said for said in reading.said(wish.said.place) if said != wish.said]
    parts = [request_of(reading, said) for said in beside]
    reason = max((p for p, asks in parts if not asks), key=reading.words.weight, default="")
    reason = reading.phrases.bare(reason)
    if says(reading, reason, SAYS_SOME):
        cut = fitted(reading, reason, TITLE - len(text) - 2)
        text = joined(reading, text, reason) or (f"{text}: {cut}" if needs else text)
        parts = [(more, asks) for more, asks in parts if asks]
    elif needs and not parts:
        return with_later(reading, text, wish)
    for more, asks in parts if needs else ():
        more = more if asks else reading.phrases.bare(more)
        text = joined(reading, text, more, "; " if asks else ": ") or text
    return text


def with_later(reading: Reading, text: str, wish: Wish) -> str:
    """A request with what the customer says next, which may be the same and more."""
    more = said_later(reading, wish)
    if is_told(reading, text, more) and len(text) < len(more) <= TITLE:
        return reading.phrases.capital(more)
    return joined(reading, text, more) or text


def said_later(reading: Reading, wish: Wish) -> str:
    """What the customer says next of any substance, as one sentence; empty if nothing."""
    places = [n for n in reading.spoken("customer") if n > wish.said.place][:SOON]
    found = (said for place in places for said in reading.said(place))
    telling = (request_of(reading, said)[0] for said in found)
    return next((text for text in telling if says(reading, text, SAYS_SOME)), "")


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
    text = fitted(reading, core_of(reading, second)).rstrip("?")
    return text if " " in text or not text.isascii() else None
