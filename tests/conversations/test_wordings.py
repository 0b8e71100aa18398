"""Words of people: they win, stay in the history, and can be given back."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from conversations.models import Conversation, SummarySource, Wording
from conversations.summaries import reword
from conversations.tasks import write_insights
from conversations.titles import rename
from organizations.models import Due
from organizations.tenancy import within
from tests.talk import chat

LINES = ("I want to return my oak table", "agent: Your refund will reach your card by Friday.")


@pytest.fixture
def conversation(acme, project, member):
    return chat(project, *LINES)


@pytest.fixture
def now(acme, conversation):
    """The conversation as it is stored now."""

    def now():
        with within(acme):
            return Conversation.objects.of(acme).get(pk=conversation.pk)

    return now


def wordings(acme):
    with within(acme):
        return list(Wording.objects.of(acme).order_by("pk"))


def test_a_persons_summary_stays_when_another_is_generated(acme, conversation, now, member):
    reword(conversation, "  Wants  money\nback ", by=member.user)
    write_insights(acme.pk)
    assert now().summary == "Wants money\nback"
    assert now().summary_source == SummarySource.PERSON


def test_given_back_it_is_the_generated_one(acme, conversation, now):
    write_insights(acme.pk)
    generated = now().summary
    reword(conversation, "Mine")
    reword(conversation, "")
    assert (now().summary, now().summary_source) == (generated, SummarySource.GENERATED)


def test_given_back_before_any_was_generated_one_is_due(acme, conversation, now):
    reword(conversation, "Mine")
    Due.objects.of(acme).delete()
    reword(conversation, " ")
    assert now().summary is None
    assert Due.objects.of(acme).filter(key=conversation.pk).exists()


def test_each_change_is_kept_with_its_author_and_what_it_replaced(acme, conversation, member):
    reword(conversation, "First", by=member.user)
    reword(conversation, "Second", by=member.user)
    reword(conversation, "Second", by=member.user)
    reword(conversation, "")
    told = [(w.field, w.text, w.replaced, w.author_name) for w in wordings(acme)]
    assert told == [
        ("summary", "First", None, str(member.user)),
        ("summary", "Second", "First", str(member.user)),
        ("summary", None, "Second", ""),
    ]


def test_a_title_has_the_same_history(acme, conversation, member):
    rename(conversation, "Mine", by=member.user)
    rename(conversation, "Mine", by=member.user)
    rename(conversation, "", by=member.user)
    told = [(w.field, w.text, w.replaced) for w in wordings(acme)]
    assert told == [("title", "Mine", LINES[0]), ("title", None, "Mine")]


def test_a_persons_summary_is_found_by_its_words(acme, conversation, client):
    reword(conversation, "A zebra crossing")
    assertContains(client.get("/o/acme/chats/?q=zebra"), str(conversation.pk))
    assertNotContains(client.get("/o/acme/chats/?q=giraffe"), str(conversation.pk))
