"""Version 1 of Parley's own API: what its endpoints about annotations share."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Literal

from pydantic.alias_generators import to_camel

from annotations import refused
from annotations.models import Annotation, Source
from annotations.places import LONGEST_QUOTE, Place
from conversations.models import Conversation
from conversations.wire.parley_v1 import ParleyView
from conversations.wire.roark_v1 import conflict, path_id
from organizations.actors import Actor
from organizations.tenancy import within
from web.answers import Out, Time, Uuid
from web.faults import Fault, invalid_field, not_found
from web.fields import Wire, WireInt, WireText
from web.values import wire_time

# Where a refusal's field stands in a body
PATHS = {"span": "span", "quote": "span.quote", "end_ms": "timeRange.endMs", "turn": "turnNumber"}
MILLISECONDS = WireInt(at_least=0)


def named(rows, id: str, what: str):
    """The one of these rows whose public id a path names; 404 if there is none."""
    found = rows.filter(public_id=path_id(id, what)).first()
    if found is None:
        raise not_found(what)
    return found


@contextmanager
def told(**paths: str):
    """Tell the caller what a verb objects to; paths say where a field stands in the body."""
    try:
        yield
    except refused.Invalid as error:
        path = (PATHS | paths).get(error.field, to_camel(error.field))
        raise invalid_field(path, str(error)) from None
    except refused.NameTaken as error:
        raise conflict("name_taken", "name", str(error)) from None
    except refused.IdTaken as error:
        raise conflict("id_taken", "id", str(error)) from None
    except refused.Gone as error:
        raise Fault(404, "not_found", str(error)) from None
    except refused.NotYours as error:
        raise Fault(403, "not_yours", str(error)) from None
    except refused.Refused as error:  # in use, archived
        headers = {"x-should-retry": "false"}
        raise Fault(409, "not_possible", str(error), headers=headers) from None


class ParleySpanIn(Wire):
    """A part of the turn's text. It counts characters (Unicode code points)."""

    start: WireInt(at_least=0)
    end: WireInt(at_least=1)
    """Behind the last character."""
    quote: WireText(1, LONGEST_QUOTE) | None = None
    """What it says there. If the turn's text says something else, the request is refused."""


class ParleyTimeRangeIn(Wire):
    """A part of the recording."""

    start_ms: MILLISECONDS
    end_ms: MILLISECONDS


class PlacedIn(Wire):
    """Where it sits; with none of these, the conversation as a whole."""

    turn_number: WireInt(at_least=1, at_most=2**31 - 1) | None = None
    """The turn's place as sent, from 1."""
    span: ParleySpanIn | None = None
    """Of the turn's text; wants a `turnNumber`."""
    time_range: ParleyTimeRangeIn | None = None

    def place(self) -> Place:
        span, times = self.span, self.time_range
        return Place(
            turn=self.turn_number,
            span=(span.start, span.end) if span else None,
            quote=span.quote if span else None,
            start_ms=times.start_ms if times else None,
            end_ms=times.end_ms if times else None,
        )


class ParleyAuthorOut(Out):
    """Whose it is."""

    source: Literal["PERSON", "API", "GENERATOR"]
    name: str
    """The person, the API key or the generator; empty for a program not known further."""


class ParleySpanOut(Out):
    """A part of a turn's text, as that was."""

    start: int
    end: int
    quote: str
    textHash: str
    """SHA-256 of the turn's text in UTF-8, hexadecimal. If that is another now, mark nothing."""


class ParleyTimeRangeOut(Out):
    """A part of the recording."""

    startMs: int
    endMs: int


class ParleyDeletedOut(Out):
    """What was deleted."""

    id: Uuid
    deleted: Literal[True]


class AnnotationOut(Out):
    """What tags, notes and scores have alike."""

    id: Uuid
    conversationId: Uuid
    turnNumber: int | None
    """null: it sits on the conversation as a whole."""
    span: ParleySpanOut | None
    timeRange: ParleyTimeRangeOut | None
    author: ParleyAuthorOut
    createdAt: Time


def annotation_out(annotation: Annotation) -> AnnotationOut:
    return {
        "id": str(annotation.public_id),
        "conversationId": str(annotation.conversation_id),
        "turnNumber": annotation.turn and annotation.turn.number,
        "span": span_out(annotation),
        "timeRange": time_range_out(annotation),
        "author": author_out(annotation),
        "createdAt": wire_time(annotation.created_at),
    }


def span_out(annotation: Annotation) -> ParleySpanOut | None:
    if annotation.span_start is None:
        return None
    return {
        "start": annotation.span_start,
        "end": annotation.span_end,
        "quote": annotation.quote,
        "textHash": annotation.text_hash,
    }


def time_range_out(annotation: Annotation) -> ParleyTimeRangeOut | None:
    if annotation.start_ms is None:
        return None
    return {"startMs": annotation.start_ms, "endMs": annotation.end_ms}


def author_out(annotation: Annotation) -> ParleyAuthorOut:
    is_person = annotation.source == Source.PERSON
    name = annotation.by if is_person else annotation.author_name
    return {"source": annotation.source.upper(), "name": name}


def deleted_out(id: object) -> ParleyDeletedOut:
    return {"id": str(id), "deleted": True}


class AnnotationsView(ParleyView):
    """An endpoint about the annotations of one kind on a conversation."""

    resource = "Annotations"
    model: type[Annotation]
    noun: str  # of a row, to the caller
    beside: tuple[str, ...] = ()  # what out() shows too, beside turn and author

    @staticmethod
    def out(row: Annotation) -> AnnotationOut:
        raise NotImplementedError

    def rows(self, conversation: Conversation):
        """With all that out() shows, in one statement."""
        rows = self.model.objects.of(conversation.organization).filter(conversation=conversation)
        shown = rows.select_related("turn", "author", *self.beside)
        return shown.defer("turn__text", "turn__payload")

    def row(self, conversation: Conversation, id: str):
        """The one that a path names, to do something with; 404 if there is none."""
        found = named(self.rows(conversation), id, self.noun)
        found.conversation, found.organization = conversation, conversation.organization
        return found

    def done(self, conversation: Conversation, act: Callable[[], Annotation], status: int = 200):
        """The answer with the row that the act gives, as it is then."""
        with within(self.organization()), told():
            shown = self.out(self.rows(conversation).get(pk=act().pk))
        about = {"about": conversation.pk} if status == 201 else {}
        return self.answer({"data": shown}, status, **about)

    def gone(self, conversation: Conversation, id: str, act: Callable[[Annotation, Actor], object]):
        """The answer once the act has taken away the row that the path names."""
        with within(self.organization()), told():
            row = self.row(conversation, id)
            act(row, self.by())
        return self.answer({"data": deleted_out(row.public_id)})
