"""The vocabulary: renamed, merged, archived, deleted."""

from uuid import UUID

import pytest

from annotations import merge, tags
from annotations.annotate import tag
from annotations.models import Tag, Tagging
from annotations.places import Place
from annotations.refused import Gone, IdTaken, InUse, Invalid, NameTaken
from organizations.models import AuditEvent
from tests.talk import chat, names_on

ID = UUID("0190a1b2-0000-7000-8000-000000000001")


@pytest.fixture
def late(conversation, ada):
    return tag(conversation, ["late"], ada)[0].tag


def test_a_tag_is_made_with_colour_and_description(acme, ada):
    made = tags.make(acme, "  Very   late ", ada, "red", "Later than promised")
    assert (made.name, made.key, made.colour) == ("Very late", "very late", "red")


def test_a_name_that_is_taken_is_refused_with_the_tag_that_has_it(acme, ada, late):
    with pytest.raises(NameTaken) as refused:
        tags.make(acme, "LATE", ada)
    assert refused.value.other == late


@pytest.mark.parametrize("name", ["", "  ", "x" * 256, "a\0b"])
def test_what_is_no_name_is_refused(acme, ada, name):
    with pytest.raises(Invalid):
        tags.make(acme, name, ada)


def test_the_same_id_again_is_the_same_tag(acme, ada):
    assert tags.make(acme, "vip", ada, public_id=ID) == tags.make(acme, "VIP", ada, public_id=ID)
    with pytest.raises(IdTaken):
        tags.make(acme, "other", ada, public_id=ID)


def test_a_new_name_is_found_by_search_and_the_old_one_no_more(late, ada, finds):
    assert finds("late") == ["where is my parcel?"]
    tags.change(late, ada, name="Verzögert 9183726450")
    assert finds("verzog") == finds("837264") == ["where is my parcel?"]
    assert finds("late 837264") == ["where is my parcel?"]  # the one word is said
    tags.change(late, ada, name="Other")
    assert finds("837264") == []


def test_a_name_may_change_its_case(late, ada):
    assert tags.change(late, ada, name="LATE").name == "LATE"


def test_renaming_to_a_name_that_is_taken_offers_the_other_tag(conversation, late, ada):
    [other] = tag(conversation, ["delayed"], ada)
    with pytest.raises(NameTaken) as refused:
        tags.change(late, ada, name="Delayed")
    assert refused.value.other == other.tag


def test_merging_moves_taggings_without_doubles(conversation, late, ada, within_acme):
    into = tag(conversation, ["delayed"], ada)[0].tag
    for place in (Place(turn=1), Place(turn=2), Place(turn=2, span=(0, 2))):
        tag(conversation, ["late"], ada, place)
    tag(conversation, ["delayed"], ada, Place(turn=2))
    merge.merge(late, into, ada)
    places = Tagging.objects.order_by("turn__number", "span_start")
    assert list(places.values_list("turn__number", "span_start", "tag__name")) == [
        (1, None, "delayed"),
        (2, 0, "delayed"),
        (2, None, "delayed"),
        (None, None, "delayed"),
    ]
    assert not Tag.objects.filter(name="late").exists()


def test_what_bore_a_merged_tag_is_found_by_the_other(project, conversation, ada, finds):
    into = tag(conversation, ["delayed"], ada)[0].tag
    late = tag(chat(project, "Hm?"), ["overdue", "vip"], ada)[0].tag
    merge.merge(late, into, ada)
    assert finds("delayed") == ["where is my parcel?", "hm?"]
    assert finds("overdue") == []


def test_a_tag_is_not_merged_into_itself_nor_when_it_is_gone(late, acme, ada):
    with pytest.raises(Invalid):
        merge.merge(late, late, ada)
    other = tags.make(acme, "other", ada)
    merge.merge(other, late, ada)
    with pytest.raises(Gone):
        merge.merge(other, late, ada)


def test_an_archived_tag_stays_where_it_is(conversation, late, ada, within_acme):
    tags.archive(late, ada)
    tags.archive(late, ada)
    assert names_on(conversation) == ["late"]
    assert AuditEvent.objects.filter(act="tag.archived").count() == 1
    tags.unarchive(late, ada)
    assert Tag.objects.get().archived_at is None


def test_only_a_tag_without_uses_is_deleted(late, acme, ada, within_acme):
    with pytest.raises(InUse, match="has 1 use."):
        tags.delete(late, ada)
    tags.delete(tags.make(acme, "typo", ada), ada)
    assert [row.name for row in Tag.objects.all()] == ["late"]


def test_uses_are_counted_in_one_statement(
    acme, rival, theirs, conversation, ada, statements, within_acme
):
    tag(conversation, ["late", "vip"], ada)
    tag(conversation, ["late"], ada, Place(turn=1))
    with statements() as made:
        uses = {row.name: row.uses for row in tags.with_uses(acme)}
    assert uses == {"late": 2, "vip": 1}
    assert len(made) == 1
