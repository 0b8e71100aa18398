"""What happens to a conversation while a slow generator writes about it."""

import pytest

from conversations.insights import due
from conversations.insights.generator import Sentence, Written
from conversations.insights.openai.write import Budget
from conversations.models import Conversation, Insight, Turn
from organizations.models import Due
from organizations.tenancy import within
from tests.talk import chat

LINES = (
    "Hello!",
    "I want a refund for the cracked oak table of order 48213.",
    "agent: Your refund of 186.40 arrives by Friday.",
)


class Meanwhile(Budget):
    """Something happens after the server's answer and before it is stored."""

    def __init__(self, happens):
        super().__init__()
        self.happens = happens

    def take_spent(self):
        self.happens()
        return 0


class Slow:
    name, version, is_slow, parallel = "slow", "1", True, 2

    def __init__(self, happens=lambda: None):
        self.budget = Meanwhile(happens)

    def write(self, dialogue):
        line = dialogue.lines[1]
        return Written("A refund", (Sentence(line.text, (line.key,)),), model="m")


def test_what_was_asked_for_meanwhile_stays_due(acme, project):
    conversation = chat(project, *LINES)

    def ask():
        with within(acme):
            due.ask([conversation])

    assert due.write_batch(acme, Slow(ask)) == 1
    assert Due.objects.get().key == conversation.pk
    assert due.write_batch(acme, Slow()) == 1
    assert not Due.objects.exists()


def test_words_about_what_is_no_longer_said_are_not_kept(acme, project):
    conversation = chat(project, *LINES)

    def say_more():
        with within(acme):
            Turn.objects.filter(conversation=conversation, number=2).update(text="Never mind")

    due.write_batch(acme, Slow(say_more))
    with within(acme):
        assert not Insight.objects.filter(conversation=conversation).exists()


def test_a_conversation_that_vanished_meanwhile_is_no_trouble(acme, project):
    chat(project, *LINES)

    def delete():
        with within(acme):
            Conversation.objects.all().delete()

    due.write_batch(acme, Slow(delete))
    assert not Due.objects.exists()


def test_a_persons_title_given_meanwhile_stays(acme, project):
    conversation = chat(project, *LINES)

    def rename():
        with within(acme):
            Conversation.objects.update(title="Mine", title_source="person")

    due.write_batch(acme, Slow(rename))
    with within(acme):
        conversation.refresh_from_db()
    assert (conversation.title, conversation.summary) == ("Mine", LINES[1])


def test_what_a_dying_worker_had_is_not_taken_by_others_but_due_again_later(acme, project):
    chat(project, *LINES)

    def die():
        raise SystemExit

    with pytest.raises(SystemExit):
        due.write_batch(acme, Slow(die))
    assert due.write_batch(acme, Slow()) == 0
    Due.objects.update(at="2026-01-01T00:00Z")  # the lease has passed
    assert due.write_batch(acme, Slow()) == 1
