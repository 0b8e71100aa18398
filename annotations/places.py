"""Where an annotation sits: a conversation, a turn, a span of its text, a time range."""

import hashlib
from dataclasses import dataclass

from annotations.refused import Invalid
from conversations.models import Conversation, Turn

LONGEST_QUOTE = 10_000  # characters


@dataclass(frozen=True)
class Place:
    """A place in a conversation, as somebody chose it; by itself the conversation as a whole.

    turn is the number of a Turn. The span counts characters (code points: in JavaScript
    `[...text].length`, not `text.length`) of that turn's text; quote, if given, is what the
    chooser read there. start_ms and end_ms are a time range of the recording.
    """

    turn: int | None = None
    span: tuple[int, int] | None = None
    quote: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None

    @property
    def is_whole(self) -> bool:
        return self == Place()


WHOLE = Place()


def columns(conversation: Conversation, place: Place) -> dict:
    """The columns of an Annotation in this place; Invalid where there is no such place.

    Costs a statement where it names a turn.
    """
    _check_times(place)
    times = {"start_ms": place.start_ms, "end_ms": place.end_ms}
    if place.turn is None:
        if place.span:
            raise Invalid("turn", "A span needs the turn whose text it is of.")
        return times
    turn = _turn(conversation, place.turn)
    return {"turn": turn, **times, **(_span(turn, place) if place.span else {})}


def _turn(conversation, number):
    turns = Turn.objects.of(conversation.organization).filter(conversation=conversation)
    turn = turns.filter(number=number).only("number", "text").first()
    if turn is None:
        raise Invalid("turn", f"The conversation has no turn {number}.")
    return turn


def _span(turn, place):
    start, end = place.span
    if not 0 <= start < end <= len(turn.text):
        raise Invalid("span", "The span must lie in the turn’s text and end after it starts.")
    if end - start > LONGEST_QUOTE:
        raise Invalid("span", f"Select at most {LONGEST_QUOTE:,} characters.")
    quote = turn.text[start:end]
    if place.quote is not None and _lines(place.quote) != _lines(quote):
        raise Invalid(
            "quote", "The turn’s text reads otherwise there. Reload, and select it again."
        )
    columns = {"span_start": start, "span_end": end, "quote": quote}
    return {**columns, "text_hash": text_hash(turn.text)}


def _lines(text):
    """Browsers make one of the ways to end a line of another."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_times(place):
    start, end = place.start_ms, place.end_ms
    if (start is None) != (end is None):
        raise Invalid("end_ms", "A time range has a start and an end.")
    if start is not None and not 0 <= start < end:
        raise Invalid("end_ms", "A time range ends after it starts, and starts at 0 or later.")


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
