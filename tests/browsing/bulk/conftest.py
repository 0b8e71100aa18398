"""Acme's chats, a reviewer at the bar below their list, and the worker."""

import pytest

from conversations.models import Conversation
from organizations import jobs
from organizations.models import Job
from organizations.tenancy import within
from tests.talk import chat


@pytest.fixture
def chats(project):
    """chats(5): so many, called Chat 0 and so on."""
    return lambda n, **more: [chat(project, f"Chat {i}", "agent: Yes?", **more) for i in range(n)]


@pytest.fixture
def work(acme):
    """Does what waits, as the worker would; the newest job as it is then."""

    def do():
        for public_id in jobs.waiting(acme):
            jobs.run(acme, public_id)
        with within(acme):
            return Job.objects.order_by("pk").last()

    return do


@pytest.fixture
def post(client, member):
    """post("tag", chats, names="vip"): does it to these, by the bar's fields and the question's."""

    def send(act, chosen=(), address="", go="1", **more):
        sent = {"kind": "chat", "key": [c.pk for c in chosen], "go": go, **more}
        if not go:
            del sent["go"]
        return client.post(f"/o/acme/bulk/{act}/{address}", sent)

    return send


@pytest.fixture
def matching(client, member):
    """matching("?tag_any=vip"): what the bar sends for all that the list of this address has."""

    def read(address=""):
        context = client.get(f"/o/acme/chats/{address}").context
        return {"all": "1", "seen": context["page"].total, "newest": context["now"]}

    return read


@pytest.fixture
def there(acme):
    """The titles of the conversations that a condition holds of."""

    def read(**condition):
        with within(acme):
            rows = Conversation.objects.of(acme).filter(**condition).order_by("title").distinct()
            return [row.title for row in rows]

    return read
