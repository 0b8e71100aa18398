"""An agent that is renamed by the API is found by its new name."""

import pytest

from conversations.models import SearchRow
from organizations import jobs
from organizations.models import Job
from organizations.tenancy import within
from tests.wire.bodies import chat


@pytest.fixture
def agent(api):
    """The path of Anne, with whom two chats were; in the second a customer is called so too."""
    body = chat(agent={"name": "Anne", "customId": "a-1"})
    id = api.post("/v1/chat", body).json()["data"]["agents"][0]["id"]
    api.post("/v1/chat", {**body, "customer": {"label": "Anne"}})
    return f"/v1/agent/{id}"


def who(acme):
    """Whom the documents name, without ids."""
    with within(acme):
        rows = SearchRow.objects.of(acme).order_by("conversation_id")
        return [row.who.split("\n")[2:] for row in rows]


def found(client, words):
    page = client.get(f"/o/acme/chats/?q={words}").content.decode()
    return page.count('href="/o/acme/chats/0')


def test_its_conversations_are_found_by_it_and_not_by_the_old_one(client, member, api, acme, agent):
    api.put(agent, {"name": "Béatrice"})
    assert who(acme) == [["beatrice", "a-1"], ["anne", "a-1", "anne", "beatrice"]]
    assert found(client, "beatrice") > found(client, "anne") > 0


def test_another_description_or_the_same_name_changes_no_document(api, acme, agent):
    before = who(acme)
    api.put(agent, {"description": "Kind"})
    api.put(agent, {"name": "Anne"})
    assert who(acme) == before


def test_where_they_are_many_a_job_does_it(api, acme, agent, monkeypatch):
    monkeypatch.setattr("conversations.agent_names.MANY", 1)
    monkeypatch.setattr("conversations.agent_names.BATCH", 1)
    api.put(agent, {"name": "Bea"})
    assert who(acme)[0] == ["anne", "a-1"]
    with within(acme):
        job = Job.objects.of(acme).get()
    for _ in range(2):
        jobs.run(acme, job.public_id)
    with within(acme):
        job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"conversations": 2})
    assert who(acme)[0] == ["bea", "a-1"]
