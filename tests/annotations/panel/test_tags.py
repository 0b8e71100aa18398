"""Tags by the panel: put, taken off, refused, completed."""

from uuid import UUID

import pytest

from annotations import annotate
from annotations.models import Tag, Tagging
from tests.annotations.panel.sent import ID, text


def test_a_tag_is_put_taken_off_and_put_back_in_its_place(post, member, rows):
    member.role = "admin"
    member.save()
    answer = text(post("tags/", name="  Late   parcel ", turn="2", id=ID))
    [tagging] = rows(Tagging)
    assert (tagging.public_id, str(rows(Tag)[0])) == (UUID(ID), "Late parcel")
    assert "Remove “Late parcel” again" in answer
    assert "Saved" in answer
    answer = text(post("tags/remove/", tagging=ID))
    assert 'name="at" value="2"' in answer
    assert not rows(Tagging)
    post("tags/", name="Late parcel", at="2")
    assert rows(Tagging)[0].turn_id == tagging.turn_id


def test_the_same_tag_twice_is_one_and_offers_no_undo(post, conversation, ada, rows):
    annotate.tag(conversation, ["late"], ada)
    for _ in range(2):
        assert "again" not in text(post("tags/", name="late", id=ID))
    assert len(rows(Tagging)) == 1


def test_taking_off_what_is_gone_is_no_fault(post):
    for key in (ID, "", "x\0"):
        assert "Saved" in text(post("tags/remove/", tagging=key))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("<b>new</b>", "your role may not make one"),
        (" ", "Write a name"),
        ("x" * 300, "255"),
        ("a\0b", "Write a name"),
    ],
)
def test_a_refused_tag_is_told_beside_the_field_and_stays_in_it(post, rows, typed, fault):
    answer = text(post("tags/", name=typed))
    assert fault in answer
    assert 'aria-invalid="true"' in answer
    assert "<b>" not in answer
    assert typed.strip("\0 ")[:4].replace("<", "&lt;").replace(">", "&gt;") in answer
    assert not rows(Tagging)


def test_a_turn_that_is_none_takes_no_tag(post, conversation, ada, rows):
    annotate.tag(conversation, ["late"], ada)
    assert "wrong" in text(post("tags/", name="late", turn="99"))
    assert "wrong" not in text(post("tags/", name="late", turn="x"))  # the whole
    assert len(rows(Tagging)) == 1


def test_known_tags_complete_what_is_typed(client, member, conversation, ada):
    annotate.tag(conversation, ["Refund", "refused", "<i>"], ada)
    address = f"/o/acme/conversations/{conversation.pk}/tags/known/"
    answer = text(client.get(address, {"name": "REF"}))
    assert answer.count('role="option"') == 2
    assert "Make" not in answer
    member.role = "admin"
    member.save()
    assert "Make the tag “ref”" in text(client.get(address, {"name": "ref"}))
    assert "Make" not in text(client.get(address, {"name": "refund"}))
    assert "&lt;i&gt;" in text(client.get(address, {"name": "<i>\0"}))


def test_a_tag_in_the_head_leads_to_all_that_bear_it(client, member, conversation, ada):
    annotate.tag(conversation, ["a & b", "one, two"], ada)
    page = text(client.get(f"/o/acme/chats/{conversation.pk}/"))
    assert 'href="/o/acme/chats/?tag_any=a%20%26%20b"' in page
    assert "tag_any=one" not in page  # a filter would take it for two
