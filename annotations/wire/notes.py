"""Version 1 of Parley's own API: the notes of a conversation."""

from pydantic import model_validator

from annotations import notes
from annotations.models import Note
from annotations.wire.parley_v1 import (
    AnnotationOut,
    AnnotationsView,
    ParleyDeletedOut,
    PlacedIn,
    annotation_out,
)
from conversations.wire.parley_v1 import PAGE
from web.answers import Time, Uuid
from web.api import at, read
from web.faults import invalid_field
from web.fields import PARTIAL, Wire, WireText, WireUuid, fault, refuse
from web.openapi.describe import describe, many, one
from web.values import wire_time

BODY = WireText(1, notes.LONGEST)


class ParleyNoteIn(PlacedIn):
    """A note in a place of the conversation, or a reply."""

    body: BODY
    """Markdown, kept as it is. `@` and a member's e-mail or name mentions them."""
    thread_id: WireUuid | None = None
    """The note to reply to. The reply sits where that does, so it names no place."""
    id: WireUuid | None = None
    """Made by you, so that sending it again makes no second one."""

    @model_validator(mode="after")
    def sits_in_one_place(self):
        if self.thread_id and not self.place().is_whole:
            refuse(fault("threadId", message="A reply sits where its thread does"))
        return self


class ParleyNoteChangeIn(Wire):
    """What is absent stays as it is."""

    model_config = PARTIAL

    body: BODY = None  # absent: null is no body
    """Only of a note that this key wrote. The former body is kept."""
    is_resolved: bool = None
    """Whether its thread is settled."""


class ParleyNoteOut(AnnotationOut):
    """A note. A deleted one has no body any more."""

    threadId: Uuid | None
    """The note that it replies to; null: it is the first of its thread."""
    body: str
    editedAt: Time | None
    deletedAt: Time | None
    resolvedAt: Time | None
    """Since when its thread is settled; only of the first of a thread."""
    resolvedBy: str | None


def note_out(note: Note) -> ParleyNoteOut:
    return {
        **annotation_out(note),
        "threadId": str(note.thread.public_id) if note.thread else None,
        "body": note.body,
        "editedAt": note.edited_at and wire_time(note.edited_at),
        "deletedAt": note.deleted_at and wire_time(note.deleted_at),
        "resolvedAt": note.resolved_at and wire_time(note.resolved_at),
        "resolvedBy": note.resolved_by_name,
    }


class NotesView(AnnotationsView):
    model = Note
    noun = "note"
    beside = ("thread",)
    out = staticmethod(note_out)


class ParleyNotesView(NotesView):
    route = "/api/parley/v1/conversations/{id}/notes"

    @describe("List a conversation's notes", gives=many(ParleyNoteOut), query=PAGE)
    def get(self, request, id):
        """Those of the conversation and of its turns, with replies and what is left of deleted
        ones, the newest first."""
        return self.page(self.rows(self.conversation(id)), self.out)

    @describe(
        "Create a note", takes=ParleyNoteIn, gives=one(ParleyNoteOut), status=201, faults=[409]
    )
    def post(self, request, id):
        conversation, sent = self.conversation(id), read(ParleyNoteIn, request)
        return self.done(conversation, lambda: self.add(conversation, sent), 201)

    def add(self, conversation, sent):
        if not sent.thread_id:
            return notes.write(conversation, sent.body, self.by(), sent.place(), sent.id)
        thread = self.rows(conversation).filter(public_id=sent.thread_id).first()
        if thread is None:
            raise invalid_field("threadId", "There is no such note in this conversation")
        thread.conversation = conversation
        return notes.reply(thread, sent.body, self.by(), sent.id)


class ParleyNoteView(NotesView):
    route = "/api/parley/v1/conversations/{id}/notes/{noteId}"

    @describe("Change a note", takes=ParleyNoteChangeIn, gives=one(ParleyNoteOut))
    def patch(self, request, id, noteId):  # noqa: N803 (as the route names it)
        """Give it another body, or settle its thread. Of another author's note the body stays:
        403."""
        conversation, sent = self.conversation(id), read(ParleyNoteChangeIn, request)

        def change():
            note = self.row(conversation, noteId)
            if sent.body is not None:
                notes.edit(note, sent.body, self.by())
            if sent.is_resolved is not None:
                (notes.resolve if sent.is_resolved else notes.reopen)(note, self.by())
            return note

        return self.done(conversation, change)

    @describe("Delete a note", gives=one(ParleyDeletedOut))
    def delete(self, request, id, noteId):  # noqa: N803
        """Only one that this key wrote. It stays as a tombstone, so that replies keep their
        place."""
        return self.gone(self.conversation(id), noteId, notes.delete)


urlpatterns = [at(ParleyNotesView), at(ParleyNoteView)]
