"""The title: the request's core, what was said beside it, and what came of it."""

from conversations.insights.extractive.deeds import Deed
from conversations.insights.extractive.parts import (
    SAYS_ENOUGH,
    SAYS_SOME,
    core_of,
    fitted,
    headed,
    is_told,
    joined,
    part,
    pointed,
    request_of,
    says,
)
from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.results import (
    MOST,
    answered,
    by_tool,
    changed,
    concerning,
    details_for,
    leaves_room,
    served,
    with_deeds,
    with_details,
)
from conversations.insights.extractive.sentences import QUESTION
from conversations.insights.extractive.wishes import Wish, best, wishes
from conversations.shorten import TITLE, shorten

BRIEF = 40  # characters of a request that may need its reason
SOON = 3  # turns of a customer in which they say more


def title(reading: Reading, wish: Wish) -> str:
    return asked(reading, wish) if wish.asks else told(reading, wish)


def asked(reading: Reading, wish: Wish) -> str:
    """A request, the next one or the names that it was about, else its reason."""
    head = fitted(reading, pointed(reading, core_of(reading, wish)))
    own = concerning(reading, wish)
    weight = reading.words.weight(head)
    if own and weight < SAYS_ENOUGH and reading.language == "en":
        head = by_tool(reading, head, own[-1].words)
    second = other_request(reading, wish, own)
    details = details_for(wish, own, weight)
    plain = reading.phrases.capital(head)
    text = with_details(reading, plain, details, 1 if second else MOST)
    if second and len(text) + len(second) + 2 <= TITLE:
        return f"{text.rstrip('?')}; {second}"
    text = with_details(reading, text, details, MOST)
    if text != plain:
        return text
    text = with_reason(reading, plain, wish, weight < SAYS_SOME)
    return with_deeds(reading, plain, own, new=True) if text == plain else text


def told(reading: Reading, wish: Wish) -> str:
    """A trouble or a question, with what was answered, or was said beside it, and was done."""
    head = headed(reading, wish)
    own = concerning(reading, wish)
    if wish.said.is_question:
        answer = answered(reading, head, wish)
        if answer != head:
            return answer
    plain = reading.phrases.capital(before(reading, head, wish) or after(reading, head, wish))
    text = with_details(reading, plain, details_for(wish, own, reading.words.weight(plain)), MOST)
    second = other_request(reading, wish, own)
    done = with_deeds(reading, text, own if second else served(reading, wish))
    if second and len(done) + len(second) + 2 <= TITLE:
        return joined(reading, done, second, "; ") or done
    return answered(reading, done, wish) if done == head else done


def untold(reading: Reading) -> str | None:
    """Where only "Hi" and the like were said: what was done, else the customer's words.

    If the customer said nothing at all, that nothing was asked.
    """
    names = dict.fromkeys(d.words for d in reversed(reading.deeds) if not d.failed)
    if names:
        return shorten(reading.phrases.capital(", ".join(names)), TITLE)
    silent = reading.phrases.silent and not reading.spoken("customer")
    said = [line.text for line in reading.lines if line.text.strip()]
    said = [reading.lines[n].text for n in reading.spoken("customer")] or said
    return reading.phrases.silent if silent else reading.phrases.capital(shorten(said[0], TITLE))


def before(reading: Reading, head: str, wish: Wish) -> str | None:
    """A trouble after the sentence that leads to it."""
    turn = reading.said(wish.said.place)
    for said in turn[: turn.index(wish.said)]:
        text = part(reading, said)
        if reading.words.weight(text) >= 1 and not is_told(reading, text, head):
            longer = joined(reading, reading.phrases.headline(text), head)
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
        longer = joined(reading, head, text, "; " if asks else ": ")
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
    if says(reading, reason, SAYS_SOME):
        cut = fitted(reading, reason, TITLE - len(text) - 2)
        return joined(reading, text, reason) or (f"{text}: {cut}" if needs else text)
    for more, asks in (parts or said_later(reading, wish)) if needs else ():
        text = joined(reading, text, more, "; " if asks else ": ") or text
    return text


def said_later(reading: Reading, wish: Wish) -> list[tuple[str, bool]]:
    """What the customer says next of any substance, as one sentence."""
    places = [n for n in reading.spoken("customer") if n > wish.said.place][:SOON]
    found = (said for place in places for said in reading.said(place))
    telling = (part(reading, said) for said in found)
    return [(text, False) for text in telling if says(reading, text, SAYS_SOME)][:1]


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
