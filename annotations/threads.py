"""The notes of a conversation as they are read: threads in order, marks beside turns, spans."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import SimpleLazyObject

from annotations import notes
from annotations.markdown import excerpt
from annotations.mentions import handles
from annotations.models import Note
from annotations.places import text_hash
from conversations.models import Conversation
from organizations.actors import Actor


@dataclass(frozen=True)
class Mark:
    """What stands beside a turn that has notes: where it leads, how many there are."""

    note: Note  # the first of the thread to show: an open one, if there is any
    count: int
    open: int  # threads
    words: str


@dataclass(frozen=True)
class Span:
    """Characters of a turn's text that a thread is about."""

    start: int
    end: int
    note: Note


class Threads:
    """As one person sees them. Two statements, when looked at; the marks of turns cost no more.

    known is whom an @ may name; one statement more, when a note has an @.
    """

    def __init__(self, conversation: Conversation, by: Actor):
        self.conversation = conversation
        self.by = by
        self.known = SimpleLazyObject(lambda: handles(conversation.organization))

    @cached_property
    def every(self) -> list[Note]:
        """Tombstones too; those that are open first, each in the order of the transcript."""
        found = notes.threads(self.conversation)
        for note in found:
            note.is_gone = not any(standing(note))
        return sorted(found, key=_order)

    @cached_property
    def stand(self) -> list[Note]:
        """The threads that still say something."""
        return [note for note in self.every if not note.is_gone]

    @property
    def open(self) -> int:
        return sum(not note.is_resolved for note in self.stand)

    @property
    def resolved(self) -> int:
        return len(self.stand) - self.open

    @cached_property
    def of_turns(self) -> dict[int, list[Note]]:
        found = defaultdict(list)
        for note in self.stand:
            if note.turn:
                found[note.turn.number].append(note)
        return found

    def mark(self, number: int) -> Mark | None:
        """What to show beside this turn."""
        threads = self.of_turns.get(number)
        if not threads:
            return None
        count = sum(1 for note in threads for _ in standing(note))
        words = excerpt(threads[0].body or next(standing(threads[0])).body, self.known)
        return Mark(threads[0], count, sum(not note.is_resolved for note in threads), words)

    def spans(self, number: int, text: str) -> list[Span]:
        """Where threads sit in this turn's text, as long as it is the text that they are about."""
        found = [note for note in self.of_turns.get(number, ()) if note.text_hash]
        here = text_hash(text) if found else None
        return [
            Span(note.span_start, note.span_end, note) for note in found if note.text_hash == here
        ]


def standing(thread: Note):
    """The notes of a thread that were not deleted."""
    return (note for note in (thread, *thread.replies.all()) if not note.is_deleted)


def _order(note):
    turn = note.turn
    place = (turn.start_ms, turn.number) if turn else (-1, 0)
    return note.is_resolved or note.is_gone, *place, note.span_start or 0, note.pk
