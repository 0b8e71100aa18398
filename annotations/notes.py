"""Notes: written, answered, edited, deleted, resolved. Nothing that was said is lost."""

from uuid import UUID

from django.db.models import Prefetch

from annotations import mentions
from annotations.holding import authored, holding, insert, is_by, same
from annotations.models import Note, NoteRevision
from annotations.places import WHOLE, Place, columns
from annotations.refused import Gone, Invalid, NotYours
from conversations import document
from conversations.models import Conversation
from organizations.actors import Actor
from organizations.audit import record

LONGEST = 20_000  # characters


def threads(conversation: Conversation) -> list[Note]:
    """The conversation's threads, oldest first, each with its replies in their order.

    replies.all() and turn (its number) cost nothing more: two statements in all. Tombstones
    are among them.
    """
    notes = Note.objects.of(conversation.organization).filter(conversation=conversation)
    notes = notes.select_related("author").order_by("pk")
    replies = Prefetch("replies", notes.exclude(thread=None))
    first = notes.filter(thread=None).select_related("author", "resolved_by", "turn")
    return list(first.defer("turn__text", "turn__payload").prefetch_related(replies))


def write(
    conversation: Conversation,
    body: str,
    by: Actor,
    place: Place = WHOLE,
    public_id: UUID | None = None,
) -> Note:
    """Start a thread. The same public_id again is the same note, as it is by now.

    Invalid without words or place, IdTaken, Gone. Members named by @ are mentioned.
    """
    body = checked(body)
    with holding(conversation) as conversation:
        if again := same(_notes(conversation), public_id, by, conversation):
            return again
        return _add(conversation, body, by, public_id, **columns(conversation, place))


def reply(note: Note, body: str, by: Actor, public_id: UUID | None = None) -> Note:
    """Answer in the thread of a note, also of a deleted one."""
    body = checked(body)
    with holding(note.conversation) as conversation:
        note = _fresh(conversation, note)
        if again := same(_notes(conversation), public_id, by, conversation):
            return again
        return _add(conversation, body, by, public_id, thread_id=note.thread_id or note.pk)


def edit(note: Note, body: str, by: Actor) -> Note:
    """Give one's own note other words; the former ones are kept. NotYours, Gone, Invalid."""
    body = checked(body)
    with holding(note.conversation) as conversation:
        note = _own(conversation, note, by)
        if note.is_deleted:
            raise Gone("The note was deleted.")
        if note.body == body:
            return note
        _keep_body(note, by)
        note.body, note.edited_at = body, by.moment
        note.save(update_fields=["body", "edited_at"])
        _said(conversation, note, by, "note.edited")
    return note


def delete(note: Note, by: Actor) -> Note:
    """Leave a tombstone of one's own note; its words are kept. Again, it changes nothing."""
    with holding(note.conversation) as conversation:
        note = _own(conversation, note, by)
        if note.is_deleted:
            return note
        _keep_body(note, by)
        note.body, note.deleted_at = "", by.moment
        note.save(update_fields=["body", "deleted_at"])
        _said(conversation, note, by, "note.deleted")
    return note


def resolve(note: Note, by: Actor) -> Note:
    """Call the note's thread settled. Again, the first one to do so stays."""
    return _settle(note, by, by.moment, "note.resolved")


def reopen(note: Note, by: Actor) -> Note:
    return _settle(note, by, None, "note.reopened")


def earlier(note: Note):
    """What the note said before, the newest first."""
    return NoteRevision.objects.of(note.organization).filter(note=note).order_by("-pk")


def checked(body: str) -> str:
    """The body as it is kept, or Invalid."""
    if not body.strip():
        raise Invalid("body", "Write something.")
    if "\0" in body:
        raise Invalid("body", "The character U+0000 can’t be stored.")
    if len(body) > LONGEST:
        raise Invalid("body", f"At most {LONGEST:,} characters.")
    return body


def _add(conversation, body, by, public_id, **place):
    given = {"public_id": public_id} if public_id else {}
    common = {"organization": conversation.organization, "conversation": conversation}
    note = Note(body=body, **common, **given, **authored(by), **place)
    insert([note])
    _said(conversation, note, by, "note.replied" if note.thread_id else "note.written")
    return note


def _settle(note, by, moment, act):
    with holding(note.conversation) as conversation:
        note = _fresh(conversation, note)
        if note.thread_id:
            note = _fresh(conversation, note.thread)
        if note.is_resolved != (moment is not None):
            note.resolved_at = moment
            note.resolved_by = by.person if moment else None
            note.resolved_by_name = by.name if moment else None
            note.save(update_fields=["resolved_at", "resolved_by", "resolved_by_name"])
            _record(conversation, note, by, act)
    return note


def _fresh(conversation, note):
    found = _notes(conversation).select_related("turn").filter(pk=note.pk).first()
    if found is None:
        raise Gone("The note was deleted.")
    found.organization, found.conversation = conversation.organization, conversation
    return found


def _own(conversation, note, by):
    note = _fresh(conversation, note)
    if not is_by(note, by):
        raise NotYours(f"Only {note.by} can change this note.")
    return note


def _keep_body(note, by):
    kept = {"note": note, "body": note.body, **by.dated("until")}
    NoteRevision.objects.create(organization=note.organization, **kept)


def _said(conversation, note, by, act):
    """Whatever follows from other words: mentions, the search document, the history."""
    mentions.name(note, by)
    bodies = _notes(conversation).exclude(body="").order_by("pk").values_list("body", flat=True)
    document.put(conversation, notes="\n".join(bodies))
    _record(conversation, note, by, act)


def _record(conversation, note, by, act):
    turn = note.turn and note.turn.number
    detail = {"note": str(note.public_id), "turn": turn}
    record(conversation.organization, by, act, conversation.reference, detail, conversation.pk)


def _notes(conversation):
    return Note.objects.of(conversation.organization).filter(conversation=conversation)
