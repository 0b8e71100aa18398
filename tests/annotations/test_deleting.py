"""What stays of people and conversations that are deleted."""

import pytest
from django.db import connection

from annotations import history, notes, review, score_configs, scores
from annotations.annotate import tag
from annotations.models import Mention, Note, Score, Tagging
from annotations.places import Place
from annotations.score_configs import Wording
from conversations.models import Conversation
from organizations import jobs
from organizations.models import Job, User
from organizations.tenancy import within


@pytest.fixture
def annotated(acme, conversation, ada, bob):
    """By Ada: a tag, a note with a reply, an edit and a mention, a score, a review."""
    tag(conversation, ["vip"], ada, Place(turn=1))
    note = notes.write(conversation, "@bob", ada, Place(turn=1, span=(0, 5)))
    notes.reply(note, "@ada!", bob)
    notes.edit(note, "@bob look", ada)
    notes.resolve(note, ada)
    config = score_configs.make(acme, "boolean", "conversation", Wording("Solved"), ada)
    scores.score(conversation, config, True, ada)
    scores.score(conversation, config, False, bob)
    review.mark(conversation, "reviewed", ada)
    return conversation


def test_a_deleted_persons_annotations_keep_their_name(acme, annotated, ada):
    with within(acme):
        jobs.start(acme, "export", {}, by=ada.person)
    User.objects.get(pk=ada.person.pk).delete()
    connection.check_constraints()
    with within(acme):
        for model in (Tagging, Note, Score):
            row = model.objects.filter(author_name="Ada Lovelace").get()
            assert (row.author_id, row.by, row.source) == (None, "Ada Lovelace", "person")
        note = Note.objects.exclude(resolved_at=None).get()
        assert (note.resolved_by_id, note.resolved_by_name) == (None, "Ada Lovelace")
        row = Conversation.objects.get()
        assert (row.review_by_id, row.review_by_name) == (None, "Ada Lovelace")
        assert Job.objects.get().by_id is None


def test_a_deleted_persons_acts_stay_in_history(acme, annotated, ada):
    with within(acme):
        before = [one.who for one in history.page(annotated).happenings]
    User.objects.get(pk=ada.person.pk).delete()
    connection.check_constraints()
    with within(acme):
        assert [one.who for one in history.page(annotated).happenings] == before


def test_a_deleted_persons_mentions_go(acme, annotated, ada, bob):
    User.objects.get(pk=ada.person.pk).delete()
    connection.check_constraints()
    with within(acme):
        assert [mention.person for mention in Mention.objects.all()] == [bob.person]


def test_two_deleted_people_who_scored_alike_do_not_collide(acme, annotated, ada, bob):
    for one in (ada, bob):
        User.objects.get(pk=one.person.pk).delete()
    connection.check_constraints()
    with within(acme):
        assert [score.by for score in scores.current(annotated)] == ["Ada Lovelace", "Bob"]
