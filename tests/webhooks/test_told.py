"""What became of an analysis is told, whatever became of it (contract 1.16)."""

import pytest
from django.db.models.functions import Now

from conversations.delete import delete
from conversations.insights import due
from conversations.insights.extractive import Extractive
from conversations.models import Conversation
from organizations.models import Due
from organizations.tenancy import within
from tests.talk import call, chat
from webhooks.events import TOLD
from webhooks.models import Event


@pytest.fixture
def told(hook, acme):
    """told(): the names and data of what was told since a webhook listens to all of it."""
    hook(events=list(TOLD))

    def read():
        with within(acme):
            return list(Event.objects.of(acme).order_by("pk").values_list("name", "data"))

    return read


def choke(self, dialogue):
    raise ValueError("It choked")


def test_what_cannot_be_written_is_told_and_when_it_can_after_all(project, acme, told, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(Extractive, "write", choke)
        conversation = chat(project, "Where is my order?")
        due.write_batch(acme)
    Due.objects.update(at=Now())  # an hour has passed
    due.write_batch(acme)
    (failed, why), (completed, done) = told()
    assert (failed, completed) == ("CHAT_ANALYSIS_FAILED", "CHAT_ANALYSIS_COMPLETED")
    assert done == {
        "chatId": str(conversation.pk),
        "chatAnalysisJobId": done["chatAnalysisJobId"],
        "projectId": str(project.public_id),
    }
    reason = "No generator could write a title and a summary."
    assert why == {**done, "errorMessage": reason}


def test_calls_that_are_deleted_before_they_are_analysed_are_told_of(project, acme, told):
    chat(project, "A chat, of which there is no such event")
    waiting = call(project, "Where is my order?")
    call(project)  # nobody said a word: nothing was due
    delete(acme, Conversation.objects.all(), None)
    [(name, data)] = told()
    assert name == "CALL_ANALYSIS_CANCELLED"
    assert data == {
        "callId": str(waiting.pk),
        "callAnalysisJobId": data["callAnalysisJobId"],
        "projectId": str(project.public_id),
    }


def test_a_call_that_is_deleted_when_all_is_written_was_not_cancelled(
    project, acme, told, statements
):
    call(project, "Where is my order?")
    due.write_batch(acme)
    with statements() as made:
        delete(acme, Conversation.objects.all(), None)
    assert [name for name, _ in told()] == ["CALL_ANALYSIS_COMPLETED"]
    assert not [sql for sql in made if "webhooks_webhook" in sql]
