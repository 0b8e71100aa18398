"""What the demo's people note: on words that are said, by the people there are."""

from datetime import timedelta

from annotations.models import Mention, Note
from conversations.models import Conversation
from demo import fill, notes
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import NOON, MembershipFactory, UserFactory
from tests.talk import chat

NAMES = {email.partition("@")[0]: name for email, (name, _) in fill.PEOPLE.items()}


def test_every_thread_sits_on_words_that_are_said(chats, calls):
    said = "\n".join(part["text"] for body in chats for part in body["messages"])
    said += "\n".join(part["text"] for body in calls for part in body["transcript"])
    assert [thread["turn"] for thread in notes.THREADS if thread["turn"] not in said] == []
    assert all(thread.get("on", "") in thread["turn"] for thread in notes.THREADS)


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
