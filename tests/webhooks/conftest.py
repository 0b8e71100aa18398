"""A webhook of Acme's, and what is told of it."""

import pytest

from conversations.tasks import write_insights
from organizations.tenancy import within
from tests.talk import chat
from webhooks import endpoints
from webhooks.deliver import deliver_some
from webhooks.models import Delivery

CHATS = ["CHAT_ANALYSIS_COMPLETED"]


@pytest.fixture
def acme(acme, loopback):
    return acme


@pytest.fixture
def hook(project):
    """hook(url): a webhook there that hears of chats; its secret as .secret."""

    def add(url="https://hooks.example.com/in", events=CHATS, **more):
        webhook, webhook.secret = endpoints.add(project, None, url, events, **more)
        return webhook

    return add


@pytest.fixture
def happen(project):
    """happen(): a chat arrives and gets its title."""

    def arrive(*said):
        conversation = chat(project, *(said or ["Where is my order?", "agent: On its way."]))
        write_insights(project.organization_id)
        return conversation

    return arrive


@pytest.fixture
def bring(acme):
    """bring(webhook): one round of deliveries; afterwards all that waits is due again."""

    def deliver(webhook, **more):
        tried = deliver_some(acme, webhook.pk, **more)
        with within(acme):
            Delivery.objects.filter(next_at__isnull=False).update(next_at=webhook.created_at)
        return tried

    return deliver
