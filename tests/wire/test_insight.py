"""Parley's own API: a generated title and summary, what it rests on and where it comes from."""

import pytest

from conversations.models import Insight, Turn
from conversations.tasks import write_insights
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.wire.bodies import ROARK_ID, chat, message

BASE = "/api/parley/v1/conversations"
LINES = ["My parcel 4711 is late. Where is it?", "Sorry, it arrives on Monday at 10:30."]


@pytest.fixture
def id(api):
    """Of a chat of two turns."""
    said = [message(text=LINES[0]), message(role="AGENT", text=LINES[1])]
    return api.post("/v1/chat", chat(messages=said)).json()["data"]["id"]


@pytest.fixture
def insight(acme, id):
    """A model's insight, of whose second sentence one fact is not found."""
    with within(acme):
        turns = Turn.objects.of(acme).filter(conversation=id)
        first, second = turns.order_by("number").values_list("pk", flat=True)
        sure = {"text": "The parcel 4711 is late.", "turns": [first]}
        unsure = {"text": "It comes on Friday.", "turns": [second, first]}
        return Insight.objects.create(
            organization=acme,
            conversation_id=id,
            title="A late parcel",
            sentences=[sure, unsure | {"unsupported": ["Friday"]}],
            generator="openai",
            version="2",
            model="small-1",
            prompt_hash="p" * 64,
            input_hash="i" * 64,
            turn_count=2,
            duration_ms=120,
            tokens=345,
        )


def ask(api, id):
    answer = api.get(f"{BASE}/{id}/insight")
    assert answer.status_code == 200
    return answer.json()["data"]


def test_it_is_answered_whole_with_what_is_unsupported(api, id, insight):
    told = ask(api, id.upper())
    assert told.pop("createdAt").endswith("Z")
    assert told == {
        "conversationId": id,
        "title": "A late parcel",
        "summary": "The parcel 4711 is late.",
        "sentences": [
            {"text": "The parcel 4711 is late.", "turnNumbers": [1], "unsupported": []},
            {"text": "It comes on Friday.", "turnNumbers": [2, 1], "unsupported": ["Friday"]},
        ],
        "generator": "openai",
        "version": "2",
        "model": "small-1",
        "promptHash": "p" * 64,
        "inputHash": "i" * 64,
        "turnCount": 2,
        "note": None,
        "durationMs": 120,
        "tokens": 345,
        "isStale": False,
    }


def test_none_has_been_written_yet(api, id):
    assert ask(api, id) is None


def test_it_is_what_the_worker_wrote(api, acme, id):
    write_insights(acme.pk)
    told = ask(api, id)
    shown = api.get(f"/v1/chat/{id}").json()["data"]
    assert (told["title"], told["summary"]) == (shown["title"], shown["summary"])
    assert (told["generator"], told["isStale"]) == ("extractive", False)
    assert {n for sentence in told["sentences"] for n in sentence["turnNumbers"]} <= {1, 2}


def test_it_is_stale_once_more_was_said(api, acme, id, insight):
    with within(acme):
        Insight.objects.of(acme).update(turn_count=1)
    assert ask(api, id)["isStale"]


def test_the_newest_is_told(api, acme, id, insight):
    write_insights(acme.pk)
    assert ask(api, id)["generator"] == "extractive"


def test_another_projects_is_404(api, caller, acme, rival, other_project, id, insight):
    ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
    ApiKeyFactory(organization=rival, secret="prl_rival")
    for secret in ("prl_second", "prl_rival"):
        answer = caller(secret).get(f"{BASE}/{id}/insight")
        assert answer.status_code == 404
        assert "parcel" not in answer.content.decode()
    assert api.get(f"{BASE}/{ROARK_ID}/insight").status_code == 404


def test_a_key_needs_the_permission(caller, acme, project, id):
    ApiKeyFactory(organization=acme, project=project, secret="prl_few", scopes=["chat:read"])
    answer = caller("prl_few").get(f"{BASE}/{id}/insight")
    assert answer.status_code == 403
    assert "insight:read" in answer.json()["error"]["message"]


def test_it_costs_the_same_however_long(api, acme, id, insight, statements):
    costs = []
    for times in (1, 20):
        insight.sentences = insight.sentences * times
        with within(acme):
            insight.save()
        with statements() as asked:
            ask(api, id)
        costs.append(len(asked))
    assert costs[0] == costs[1]
