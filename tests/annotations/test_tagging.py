"""Tags on conversations and turns."""

from uuid import UUID

import pytest

from annotations import tags
from annotations.annotate import tag, untag
from annotations.models import Source, Tag, Tagging
from annotations.places import Place
from annotations.refused import Archived, Gone, IdTaken, Invalid, Refused
from organizations.actors import Actor
from organizations.tenancy import within
from tests.talk import chat, names_on

ID = UUID("0190a1b2-0000-7000-8000-000000000001")


def test_a_tag_says_who_put_it(conversation, ada):
    [tagging] = tag(conversation, ["VIP"], ada)
    assert (tagging.source, tagging.by, tagging.turn) == (Source.PERSON, "Ada Lovelace", None)


def test_a_keys_tag_says_which_key(conversation, program):
    [tagging] = tag(conversation, ["VIP"], program)
    assert (tagging.source, tagging.api_key, tagging.by) == (Source.API, program.api_key, "CRM")


def test_a_program_that_is_not_known_may_tag(conversation):
    [tagging] = tag(conversation, ["VIP"], Actor())
    assert (tagging.source, tagging.by) == (Source.API, "API")


def test_names_are_told_apart_ignoring_case_and_keep_their_order(conversation, ada, within_acme):
    tag(conversation, ["Late", "vip", "LATE", " "], ada)
    tag(conversation, ["VIP", "new"], ada)
    assert names_on(conversation) == ["Late", "vip", "new"]


def test_the_same_tag_on_a_turn_is_another_tagging(conversation, ada, within_acme):
    tag(conversation, ["vip"], ada)
    [on_turn] = tag(conversation, ["vip"], ada, Place(turn=2))
    assert on_turn.turn.number == 2
    assert Tagging.objects.count() == 2


def test_the_same_place_again_is_the_same_tagging(conversation, ada, bob):
    place = Place(turn=1, span=(0, 5), quote="Where")
    [first] = tag(conversation, ["vip"], ada, place)
    [again] = tag(conversation, ["vip"], bob, place)
    assert (again.pk, again.by) == (first.pk, "Ada Lovelace")


def test_they_are_found_at_once_wherever_they_sit_and_taken_off_no_more(conversation, ada, finds):
    tag(conversation, ["Größe"], ada)
    [tagging] = tag(conversation, ["Other"], ada, Place(turn=1))
    assert finds("GROSS") == finds("other") == ["where is my parcel?"]
    untag(tagging, ada)
    assert finds("other") == []
    assert finds("grosse") == ["where is my parcel?"]


def test_taking_off_again_changes_nothing(conversation, ada, bob):
    [tagging] = tag(conversation, ["vip"], ada)
    assert untag(tagging, bob) is True
    assert untag(tagging, bob) is False


def test_the_same_id_again_is_the_same_tagging(conversation, ada, within_acme):
    first = tag(conversation, ["vip"], ada, public_id=ID)
    assert tag(conversation, ["vip"], ada, public_id=ID) == first
    assert Tagging.objects.get().public_id == ID


def test_the_id_of_another_author_is_refused(conversation, ada, bob):
    tag(conversation, ["vip"], ada, public_id=ID)
    with pytest.raises(IdTaken):
        tag(conversation, ["other"], bob, public_id=ID)


def test_an_id_of_another_organization_is_free(conversation, theirs, ada):
    tag(theirs, ["vip"], Actor(), public_id=ID)
    assert tag(conversation, ["vip"], ada, public_id=ID)[0].public_id == ID


def test_who_may_make_no_tag_uses_those_there_are(conversation, ada, bob):
    tag(conversation, ["vip"], ada)
    assert tag(conversation, ["VIP"], bob, Place(turn=1), may_make=False)
    with pytest.raises(Refused, match="no tag “new”"):
        tag(conversation, ["new"], bob, may_make=False)


def test_a_person_puts_no_archived_tag_but_a_program_does(conversation, ada, program):
    [tagging] = tag(conversation, ["old"], ada)
    tags.archive(tagging.tag, ada)
    with pytest.raises(Archived):
        tag(conversation, ["old"], ada, Place(turn=1))
    assert tag(conversation, ["old"], program, Place(turn=1))


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (Place(turn=3), "turn"),
        (Place(turn=1, span=(0, 99)), "span"),
        (Place(turn=1, span=(5, 5)), "span"),
        (Place(turn=1, span=(-1, 5)), "span"),
        (Place(turn=1, span=(0, 5), quote="where"), "quote"),
        (Place(span=(0, 5)), "turn"),
        (Place(start_ms=5), "end_ms"),
        (Place(start_ms=5, end_ms=5), "end_ms"),
        (Place(start_ms=-5, end_ms=5), "end_ms"),
    ],
)
def test_what_is_no_place_is_refused(conversation, ada, within_acme, place, field):
    with pytest.raises(Invalid) as refused:
        tag(conversation, ["vip"], ada, place)
    assert refused.value.field == field
    assert not Tag.objects.exists() or not Tagging.objects.exists()


def test_a_conversation_that_is_gone_takes_no_tag(conversation, acme, ada):
    with within(acme):
        type(conversation).objects.of(acme).get().delete()
    with pytest.raises(Gone):
        tag(conversation, ["vip"], ada)


def test_tags_that_came_with_a_chat_are_the_same_tags(project, ada, program, finds, within_acme):
    arrived = chat(project, "Hm?", tags=["VIP", "late", "vip"])
    assert names_on(arrived) == ["VIP", "late"]
    assert finds("vip late") == ["hm?"]
    [tagging] = tag(arrived, ["vip"], ada)
    assert (tagging.source, tagging.by, tagging.tag.name) == (Source.API, "API", "VIP")
