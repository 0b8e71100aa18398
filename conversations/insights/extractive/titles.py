"""The title: the request's core, what was said beside it, and what came of it."""

from conversations.insights.extractive.answers import answered
from conversations.insights.extractive.beside import (
    after,
    before,
    other_request,
    paired,
    with_reason,
)
from conversations.insights.extractive.parts import (
    SAYS_ENOUGH,
    SAYS_SOME,
    core_of,
    fitted,
    headed,
    joined,
    pointed,
)
from conversations.insights.extractive.reading import Reading
from conversations.insights.extractive.results import (
    MOST,
    by_tool,
    concerning,
    details_for,
    details_of,
    served,
    with_any,
    with_deeds,
    with_details,
)
from conversations.insights.extractive.wishes import Wish
from conversations.shorten import TITLE, shorten

LITTLE = 24  # bytes of a request that needs more: a character says more in Chinese


def title(reading: Reading, wish: Wish) -> str:
    text = asked(reading, wish) if wish.asks else told(reading, wish)
    marked = reading.phrases.marked(text)
    return marked if len(marked) <= TITLE else text


def asked(reading: Reading, wish: Wish) -> str:
    """A request, the next one or the names that it was about, else its reason."""
    head = fitted(reading, pointed(reading, core_of(reading, wish)))
    head = paired(reading, wish, head)
    own = concerning(reading, wish)
    weight, details = reading.words.weight(head), details_for(reading, wish, own, head)
    if own and weight < SAYS_ENOUGH and reading.language == "en":
        head = by_tool(reading, head, own[-1].words)
    second = other_request(reading, wish, own)
    plain = reading.phrases.capital(head)
    for text in (with_details(reading, plain, details, 1), plain) if second else ():
        if len(text) + len(second) + 2 <= TITLE:
            return f"{text.rstrip('?')}; {second}"
    text = with_details(reading, plain, details, MOST)
    if text != plain:
        return text
    text = with_reason(reading, plain, wish, weight < SAYS_SOME or len(plain.encode()) < LITTLE)
    text = with_any(reading, plain, own) if text == plain else text
    return with_deeds(reading, plain, own, new=True) if text == plain else text


def told(reading: Reading, wish: Wish) -> str:
    """A trouble or a question, with what was answered, or was said beside it, and was done."""
    head = paired(reading, wish, headed(reading, wish))
    own = concerning(reading, wish)
    if wish.said.is_question:
        answer = answered(reading, head, wish)
        if answer != head:
            return answer
    if reading.phrases.refers(head):
        head = with_details(reading, head, details_of(reading, own), 1)
    plain = reading.phrases.capital(before(reading, head, wish) or after(reading, head, wish))
    text = with_details(reading, plain, details_for(reading, wish, own, plain), MOST)
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
