"""Version 1 of Parley's own API: the notes of a conversation."""

from pydantic import model_validator

from annotations import notes
from annotations.models import Note
from annotations.wire.parley_v1 import (
    AnnotationOut,
    ParleyDeletedOut,
    PlacedIn,
    annotation_out,
    deleted_out,
    named,
    told,
    with_author,
)
from conversations.models import Conversation
from conversations.wire.parley_v1 import PAGE, ParleyView
from organizations.tenancy import within
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


def notes_of(conversation: Conversation):
    rows = Note.objects.of(conversation.organization).filter(conversation=conversation)
    return with_author(rows).select_related("turn", "author", "thread")


class ParleyNotesView(ParleyView):
    route = "/api/parley/v1/conversations/{id}/notes"
    resource = "Annotations"

    @describe("List a conversation's notes", gives=many(ParleyNoteOut), query=PAGE)
    def get(self, request, id):
        """Those of the conversation and of its turns, with replies and what is left of deleted
        ones, the newest first."""
        return self.page(notes_of(self.conversation(id)), note_out)

    @describe(
        "Create a note", takes=ParleyNoteIn, gives=one(ParleyNoteOut), status=201, faults=[409]
    )
    def post(self, request, id):
        conversation, sent = self.conversation(id), read(ParleyNoteIn, request)
        with within(self.organization()), told():
            note = self.add(conversation, sent)
            shown = note_out(notes_of(conversation).get(pk=note.pk))
        return self.answer({"data": shown}, 201, about=conversation.pk)

    def add(self, conversation, sent):
        if not sent.thread_id:
            return notes.write(conversation, sent.body, self.by(), sent.place(), sent.id)
        thread = notes_of(conversation).filter(public_id=sent.thread_id).first()
        if thread is None:
            raise invalid_field("threadId", "There is no such note in this conversation")
        thread.conversation = conversation
        return notes.reply(thread, sent.body, self.by(), sent.id)


class ParleyNoteView(ParleyView):
    route = "/api/parley/v1/conversations/{id}/notes/{noteId}"
    resource = "Annotations"

    @describe("Change a note", takes=ParleyNoteChangeIn, gives=one(ParleyNoteOut))
    def patch(self, request, id, noteId):  # noqa: N803 (as the route names it)
        """Give it another body, or settle its thread. Of another author's note the body stays:
        403."""
        conversation, sent = self.conversation(id), read(ParleyNoteChangeIn, request)
        with within(self.organization()), told():
            note = self.note(conversation, noteId)
            if sent.body is not None:
                notes.edit(note, sent.body, self.by())
            if sent.is_resolved is not None:
                (notes.resolve if sent.is_resolved else notes.reopen)(note, self.by())
            shown = note_out(notes_of(conversation).get(pk=note.pk))
        return self.answer({"data": shown})

    @describe("Delete a note", gives=one(ParleyDeletedOut))
    def delete(self, request, id, noteId):  # noqa: N803
        """Only one that this key wrote. It stays as a tombstone, so that replies keep their
        place."""
        conversation = self.conversation(id)
        with within(self.organization()), told():
            note = self.note(conversation, noteId)
            notes.delete(note, self.by())
        return self.answer({"data": deleted_out(note.public_id)})

    def note(self, conversation, id):
        note = named(notes_of(conversation), id, "note")
        note.conversation = conversation
        return note


urlpatterns = [at(ParleyNotesView), at(ParleyNoteView)]
