"""One external id, one row: decided by the database (contract 5.12)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from conversations.models import Conversation, SearchRow, Tally, Turn
from organizations.models import Due
from organizations.tenancy import within
from tests.wire.bodies import call, chat, message, session

POSTS = [("/v1/chat", chat), ("/v1/call", call)]


@pytest.mark.parametrize(("path", "body"), POSTS)
@pytest.mark.parametrize("change", [{}, {"properties": {"other": True}}])
def test_the_same_external_id_again_is_409_and_one_row(api, acme, path, body, change):
    assert api.post(path, body(externalId="e-1")).status_code == 201
    answer = api.post(path, body(externalId="e-1", **change))
    assert answer.status_code == 409
    assert answer["x-should-retry"] == "false"
    assert answer.json() == {
        "error": {
            "type": "conflict",
            "code": "external_id_taken",
            "message": "externalId “e-1” is taken.",
            "details": [{"path": "externalId", "message": "externalId “e-1” is taken."}],
            "parameter": "externalId",
            "requestId": answer["X-Request-Id"],
        }
    }
    with within(acme):
        for model in (Conversation, SearchRow, Tally):
            assert model.objects.of(acme).count() == 1


@pytest.mark.parametrize(("path", "body"), POSTS)
def test_without_an_external_id_two_posts_are_two_rows(api, acme, path, body):
    first, second = api.post(path, body()), api.post(path, body())
    assert first.json()["data"]["id"] != second.json()["data"]["id"]


def test_a_chat_and_a_call_may_share_one(api):
    assert api.post("/v1/chat", chat(externalId="e-1")).status_code == 201
    assert api.post("/v1/call", call(externalId="e-1")).status_code == 201


@pytest.mark.parametrize("other", ["E-1", "e-1 ", " e-1", "e-1\u200b", "é-1"])
def test_external_ids_are_compared_exactly(api, other):
    assert api.post("/v1/chat", chat(externalId="e-1")).status_code == 201
    assert api.post("/v1/chat", chat(externalId=other)).status_code == 201


def test_nothing_of_a_refused_chat_stays(api, acme):
    api.post("/v1/chat", chat(externalId="e-1"))
    body = chat(
        externalId="e-1",
        messages=[message(text="never heard")],
        agent={"name": "Nobody"},
        customer={"label": "nobody"},
    )
    assert api.post("/v1/chat", body).status_code == 409
    with within(acme):
        assert not Turn.objects.of(acme).exists()
        assert not Due.objects.of(acme).exists()
    assert api.get("/v1/chat").json()["pagination"]["total"] == 1
    assert api.post("/v1/chat", chat()).status_code == 201


@pytest.mark.parametrize(("path", "body"), POSTS)
def test_fifty_at_once_are_one_row_and_49_conflicts(http, tenant, path, body):
    same = body(externalId="e-1", agent={"name": "Bo"}, customers=[{"label": "Ann"}])
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _: http.post(path, json=same), range(50)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 49
    organization = tenant[0].organization
    with within(organization):
        assert Conversation.objects.of(organization).count() == 1
        assert Tally.objects.of(organization).count() == 1


def test_fifty_different_ones_at_once_share_their_people(http, tenant):
    def post(n):
        people = {"agents": [{"name": "Bo"}, {"customId": "b"}], "customers": [{"label": "Ann"}]}
        return http.post("/v1/chat", json=chat(messages=[message(text=f"w{n} both")], **people))

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(post, range(50)))
    assert {answer.status_code for answer in answers} == {201}
    agents = {str(answer.json()["data"]["agents"]) for answer in answers}
    assert len(agents) == 1
    assert http.get("/v1/chat").json()["pagination"]["total"] == 50


def test_fifty_sessions_with_the_same_tags_at_once(http):
    tags = ["late", "vip", "délivery"]

    def post(n):
        return http.post("/api/v1/chats", json=session(tags=tags[n % 3 :] + tags[: n % 3]))

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(post, range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["chat_id"] for answer in answers}) == 50
