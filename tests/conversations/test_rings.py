"""Who changes a conversation and the worker that writes its title never wait for each other."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404

from browsing.opened import deleted_is_404
from conversations.delete import delete
from conversations.insights import due
from conversations.models import Conversation, Insight
from conversations.summaries import reword
from conversations.titles import rename
from conversations.wordings import stored_of
from organizations.models import Due, Project
from organizations.tenancy import within
from tests.factories import OrganizationFactory
from tests.talk import chat

LINES = ("Hello!", "I want a refund for the oak table.", "agent: Your refund arrives by Friday.")


@pytest.fixture
def organization(live):
    return OrganizationFactory(slug=f"rings-{uuid4().hex[:8]}")


@pytest.fixture
def project(organization):
    with within(organization):
        return Project.objects.of(organization).get()


@pytest.fixture
def elsewhere():
    """Does something on a connection of its own; what it came to, within two minutes."""

    def act(what, *arguments):
        try:
            return what(*arguments)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        yield lambda *act_of: thread.submit(act, *act_of)


@pytest.mark.slow
def test_a_conversation_that_somebody_changes_is_left_for_later(organization, project, elsewhere):
    busy, free = chat(project, *LINES), chat(project, *LINES)
    with within(organization):
        stored_of(busy)
        assert elsewhere(due.write_batch, organization).result(120) == 1
        due.ask([busy])
        assert [insight.conversation_id for insight in Insight.objects.all()] == [free.pk]
    assert due.write_batch(organization) == 1
    assert not Due.objects.of(organization).exists()


@pytest.mark.slow
@pytest.mark.parametrize("change", [rename, reword])
def test_words_for_what_is_deleted_meanwhile_are_not_found(
    organization, project, elsewhere, change
):
    conversation = chat(project, *LINES)

    def give():
        with deleted_is_404():
            change(conversation, "Mine")

    with within(organization):
        delete(organization, Conversation.objects.filter(pk=conversation.pk), None)
        given = elsewhere(give)
    with pytest.raises(Http404):
        given.result(120)
