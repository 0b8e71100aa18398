import pytest

from conversations.models import Conversation, SearchRow, TitleSource
from conversations.tasks import write_insights
from conversations.titles import rename
from organizations.models import Due
from organizations.tenancy import within
from tests.talk import chat


@pytest.fixture
def title_of(acme):
    def title_of(conversation):
        with within(acme):
            stored = Conversation.objects.of(acme).get(pk=conversation.pk)
        return stored.title, stored.title_source

    return title_of


@pytest.fixture
def give(acme):
    """Renames what is stored, as a page does."""

    def give(conversation, title):
        with within(acme):
            rename(Conversation.objects.of(acme).get(pk=conversation.pk), title)

    return give


def test_a_persons_title_stays_when_another_is_generated(acme, project, give, title_of):
    conversation = chat(project, "Where is my parcel, which was sent on Monday?")
    give(conversation, "  The   lost parcel ")
    write_insights(acme.pk)
    assert title_of(conversation) == ("The lost parcel", TitleSource.PERSON)


def test_it_is_found_and_sorted_by_at_once(acme, project, give):
    conversation = chat(project, "Where is my parcel?")
    give(conversation, "Zebra crossing")
    with within(acme):
        row = SearchRow.objects.of(acme).get()
    assert (row.about, row.title_key) == ("zebra crossing", "zebra crossing")


def test_emptied_it_gives_back_the_one_that_was_sent(project, give, title_of):
    conversation = chat(project, "Hello", title="From the caller")
    give(conversation, "Mine")
    give(conversation, "Mine again")
    give(conversation, "")
    assert title_of(conversation) == ("From the caller", TitleSource.API)


def test_emptied_it_gives_back_the_generated_one(acme, project, give, title_of):
    conversation = chat(project, "Where is my parcel, which was sent on Monday?")
    write_insights(acme.pk)
    generated = title_of(conversation)
    assert generated[1] == TitleSource.GENERATED
    give(conversation, "Mine")
    give(conversation, " ")
    assert title_of(conversation) == generated


def test_emptied_before_any_was_generated_it_is_the_first_line_and_one_is_due(
    acme, project, give, title_of
):
    conversation = chat(project, "agent: Hello", "Where is it?")
    give(conversation, "Mine")
    Due.objects.of(acme).delete()
    give(conversation, "")
    assert title_of(conversation) == ("Where is it?", TitleSource.PROVISIONAL)
    assert Due.objects.of(acme).filter(what=Due.INSIGHT, key=conversation.pk).exists()


def test_emptying_a_title_that_no_person_gave_changes_nothing(project, give, title_of):
    conversation = chat(project, "Hello", title="From the caller")
    give(conversation, "")
    assert title_of(conversation) == ("From the caller", TitleSource.API)
