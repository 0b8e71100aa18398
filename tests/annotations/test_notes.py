"""Notes: threads, edits, tombstones, what is settled."""

from uuid import UUID

import pytest

from annotations import notes
from annotations.markdown import rendered
from annotations.models import Note
from annotations.places import Place
from annotations.refused import Gone, IdTaken, Invalid, NotYours
from annotations.threads import Threads

ID = UUID("0190a1b2-0000-7000-8000-000000000001")


@pytest.fixture
def note(conversation, ada):
    return notes.write(conversation, "Too *late*", ada, Place(turn=2))


def test_a_note_is_kept_as_typed(note):
    assert (note.body, note.by, note.turn.number) == ("Too *late*", "Ada Lovelace", 2)


def test_replies_stand_below_their_thread(conversation, note, ada, bob, within_acme):
    first = notes.reply(note, "Why?", bob)
    notes.reply(first, "Because.", ada)
    notes.write(conversation, "Another", bob)
    found = [(one.body, [r.body for r in one.replies.all()]) for one in notes.threads(conversation)]
    assert found == [("Too *late*", ["Why?", "Because."]), ("Another", [])]


def test_threads_cost_two_statements_however_many(conversation, ada, statements, within_acme):
    for number in range(20):
        notes.reply(notes.write(conversation, f"n {number}", ada, Place(turn=1)), "re", ada)
    with statements() as made:
        for one in notes.threads(conversation):
            assert [one.by, one.turn.number, *[r.by for r in one.replies.all()]]
    assert len(made) == 2


def test_what_notes_say_is_searched(conversation, note, bob, part):
    notes.reply(note, "Straße 42", bob)
    assert part(conversation, "notes") == "too *late*\nstrasse 42"


def test_an_edit_keeps_the_former_words(note, ada, conversation, part, within_acme):
    notes.edit(note, "Too soon", ada)
    edited = notes.edit(note, "In time", ada)
    assert edited.edited_at
    assert [row.body for row in notes.earlier(note)] == ["Too soon", "Too *late*"]
    assert part(conversation, "notes") == "in time"


def test_the_same_words_again_are_no_edit(note, ada):
    assert notes.edit(note, "Too *late*", ada).edited_at is None


def test_a_deleted_note_leaves_a_tombstone_and_its_replies(
    conversation, note, ada, bob, within_acme
):
    notes.reply(note, "Why?", bob)
    notes.delete(note, ada)
    notes.delete(note, ada)
    [thread] = notes.threads(conversation)
    assert (thread.is_deleted, thread.body) == (True, "")
    assert [reply.body for reply in thread.replies.all()] == ["Why?"]
    assert [row.body for row in notes.earlier(note)] == ["Too *late*"]


def test_what_a_deleted_note_said_is_not_found(conversation, note, ada, part):
    notes.delete(note, ada)
    assert part(conversation, "notes") == ""


def test_a_deleted_note_is_not_edited(note, ada):
    notes.delete(note, ada)
    with pytest.raises(Gone):
        notes.edit(note, "Again", ada)


@pytest.mark.parametrize("act", [lambda n, by: notes.edit(n, "Mine", by), notes.delete])
def test_only_its_author_changes_a_note(note, bob, program, act):
    for other in (bob, program):
        with pytest.raises(NotYours, match="Ada Lovelace"):
            act(note, other)


def test_a_thread_is_resolved_by_anybody_and_reopened(note, bob, ada, within_acme):
    reply = notes.reply(note, "Done", bob)
    resolved = notes.resolve(reply, bob)
    notes.resolve(note, ada)
    row = Note.objects.get(pk=note.pk)
    assert resolved.pk == note.pk
    assert (row.resolved_by_name, row.is_resolved) == ("Bob", True)
    assert notes.reopen(note, ada).is_resolved is False


def test_the_same_id_again_is_the_same_note(conversation, ada, within_acme):
    first = notes.write(conversation, "One", ada, public_id=ID)
    assert notes.write(conversation, "One", ada, public_id=ID) == first
    assert Note.objects.count() == 1


def test_an_id_of_anothers_is_refused(conversation, ada, bob):
    notes.write(conversation, "One", ada, public_id=ID)
    with pytest.raises(IdTaken):
        notes.write(conversation, "Two", bob, public_id=ID)


@pytest.mark.parametrize("body", ["", " \n", "x" * 20_001, "a\0b"])
def test_a_note_needs_words_that_can_be_kept(conversation, ada, body):
    with pytest.raises(Invalid):
        notes.write(conversation, body, ada)


def test_a_span_is_drawn_only_on_the_words_that_were_chosen(conversation, ada, within_acme):
    note = notes.write(conversation, "Rude", ada, Place(turn=1, span=(0, 5), quote="Where"))
    threads = Threads(conversation, ada)
    assert [span.note for span in threads.spans(1, "Where is my parcel?")] == [note]
    assert threads.spans(1, "Where are my parcels?") == []
    assert note.quote == "Where"


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**b** _e_ ~~s~~", "<p><strong>b</strong> <em>e</em> <s>s</s></p>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        ("a\nb", "<p>a<br>\nb</p>\n"),
        (
            "[a](https://a.example)",
            '<p><a href="https://a.example" rel="noopener noreferrer nofollow">a</a></p>\n',
        ),
    ],
)
def test_markdown_is_shown_safely(body, html):
    assert rendered(body) == html


def test_a_table_is_one_unless_few_characters_would_be_thousands_of_cells():
    table = f"{'|' * 70}\n{'-|' * 69}\n"
    assert "<table>" in rendered(table + "a\n" * 60)
    assert len(rendered(table + "a\n" * 80)) < 1000


def test_a_notes_image_is_no_image():
    assert "<img" not in rendered("![a](https://spy.example/x.png)")
