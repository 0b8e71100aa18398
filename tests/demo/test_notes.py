"""What the demo's people note: on words that are said, by the people there are."""

from datetime import timedelta

import pytest

from annotations.models import Mention, Note
from conversations.models import Conversation
from demo import fill, notes
from demo.generate import bodies
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.demo.said import text
from tests.factories import NOON, MembershipFactory, UserFactory
from tests.talk import chat

NAMES = {email.partition("@")[0]: name for email, (name, _) in fill.PEOPLE.items()}


def test_every_thread_sits_on_words_that_are_said(chats, calls):
    assert unsaid(chats + calls) == []
    assert all(thread.get("on", "") in thread["turn"] for thread in notes.THREADS)


@pytest.mark.slow
@pytest.mark.parametrize("days", range(0, 400, 16))
def test_its_words_are_said_whenever_the_demo_is_made(days):
    now = NOON + timedelta(days=days, hours=days % 24, minutes=days % 59)
    assert unsaid(bodies(now, 1)) == []


def unsaid(items):
    """The words of threads that no turn of these bodies says."""
    said = "\n".join(map(text, items))
    return [thread["turn"] for thread in notes.THREADS if thread["turn"] not in said]


def test_threads_are_written_answered_resolved_and_mention(acme):
    people = {
        name: Actor(UserFactory(name=full, email=f"{name}@parley.example"))
        for name, full in NAMES.items()
    }
    for who in people.values():
        MembershipFactory(organization=acme, user=who.person)
    with within(acme):
        project = Project.objects.of(acme).get()
        chat(project, *(f"agent: {thread['turn']}" for thread in notes.THREADS))
    now = NOON + timedelta(days=3)
    notes.write(acme, people, now)
    with within(acme):
        threads = Note.objects.filter(thread=None)
        assert threads.count() == len(notes.THREADS)
        assert threads.exclude(resolved_at=None).count() == 3
        assert threads.exclude(quote=None).count() == 6
        ends = Conversation.objects.get().ended_at
        assert all(ends < note.created_at < now for note in Note.objects.all())
        assert all(m.created_at == m.note.created_at for m in Mention.objects.all())
        named = Mention.objects.values_list("person__name", flat=True)
        assert set(named) == {"Idris Alder", "Maren Quay"}
