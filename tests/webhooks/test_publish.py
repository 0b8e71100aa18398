"""The outbox: what happened and who hears of it, in the transaction of its cause."""

import pytest
from django.db import transaction

from conversations.insights.write import write
from conversations.models import Insight
from organizations.models import Due
from organizations.tenancy import within
from tests.factories import ProjectFactory
from tests.talk import call, chat
from webhooks import endpoints
from webhooks.models import Delivery, Event
from webhooks.publish import News, publish


def test_a_title_is_told_with_the_conversation_its_analysis_and_its_project(
    hook, happen, rows, project
):
    webhook, conversation = hook(), happen()
    [event], [delivery] = rows(Event), rows(Delivery)
    assert event.name == "CHAT_ANALYSIS_COMPLETED"
    assert event.data == {
        "chatId": str(conversation.pk),
        "chatAnalysisJobId": event.data["chatAnalysisJobId"],
        "projectId": str(project.public_id),
    }
    assert (delivery.webhook_id, delivery.event_id) == (webhook.pk, event.pk)
    assert Due.objects.get(what="webhook").key == webhook.pk


def test_without_a_webhook_nothing_is_kept_and_a_batch_costs_one_statement(
    project, happen, rows, statements
):
    happen()
    news = [News(project.pk, "CHAT_ANALYSIS_COMPLETED", {})] * 50
    with statements() as made, within(project.organization):
        publish(project.organization, news)
    assert len(made) == 1
    assert rows(Event) == []


@pytest.mark.parametrize("number", [1, 20])
def test_news_cost_the_same_however_many(hook, project, statements, number):
    hook(), hook()
    news = [News(project.pk, "CHAT_ANALYSIS_COMPLETED", {})] * number
    with statements() as made, within(project.organization):
        publish(project.organization, news)
    assert len(made) == 4


def test_it_hears_of_its_events_in_its_project_while_it_is_on(hook, acme, project, rows):
    calls = hook(events=["CALL_ANALYSIS_COMPLETED"])
    elsewhere, _ = endpoints.add(
        ProjectFactory(organization=acme), None, "https://a.example", ["CHAT_ANALYSIS_COMPLETED"]
    )
    paused = hook()
    endpoints.pause(paused, None)
    chat(project, "Hello")
    spoken = call(project, "Hello")
    with within(acme):
        write(acme, [row.pk for row in type(spoken).objects.of(acme)])
    assert [delivery.webhook_id for delivery in rows(Delivery)] == [calls.pk]
    assert rows(Event)[0].data["callId"] == str(spoken.pk)


def test_another_organizations_webhook_hears_nothing(hook, rival, happen):
    theirs = ProjectFactory(organization=rival)
    endpoints.add(theirs, None, "https://rival.example", ["CHAT_ANALYSIS_COMPLETED"])
    happen()
    with within(rival):
        assert not Delivery.objects.exists()


def test_what_is_taken_back_was_never_told(hook, project, rows):
    hook()
    with transaction.atomic():
        with within(project.organization):
            publish(project.organization, [News(project.pk, "CHAT_ANALYSIS_COMPLETED", {})])
        transaction.set_rollback(True)
    assert rows(Event) == rows(Delivery) == rows(Insight) == []


def test_of_one_conversation_later_events_have_greater_sequences(hook, happen, rows, acme):
    hook()
    conversation = happen()
    with within(acme):
        write(acme, [conversation.pk])
    first, second = rows(Event)
    assert first.pk < second.pk
    assert first.data == second.data
    assert first.public_id != second.public_id
