"""Idempotency-Key, on all three APIs: done once, answered as often as asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db.models.functions import Now

from conversations.models import Conversation
from organizations import answers
from organizations.models import KeptAnswer
from organizations.tasks import forget_answers
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.wire.bodies import call, chat, session
from tests.wire.told import conforming

KEY = {"Idempotency-Key": "once-1"}
POSTS = [("/v1/chat", chat), ("/v1/call", call), ("/api/v1/chats", session)]


def count(acme):
    with within(acme):
        return Conversation.objects.of(acme).count()


@pytest.mark.parametrize(("path", "body"), POSTS)
def test_the_same_key_and_body_again_get_the_same_answer_once_done(api, acme, path, body):
    first = api.post(path, body(), **KEY)
    again = api.post(path, body(), **KEY)
    assert first.status_code == again.status_code == 201
    assert (again.content, again["Content-Type"]) == (first.content, first["Content-Type"])
    assert again["X-Request-Id"] != first["X-Request-Id"]
    assert (again["Idempotency-Replayed"], count(acme)) == ("true", 1)
    assert "Idempotency-Replayed" not in first


@pytest.mark.parametrize(("path", "body"), POSTS)
def test_without_a_key_it_is_done_again(api, acme, path, body):
    assert [api.post(path, body()).status_code for _ in range(2)] == [201, 201]
    assert count(acme) == 2


def test_another_body_is_409_on_roarks_paths(api, acme):
    api.post("/v1/chat", chat(), **KEY)
    answer = api.post("/v1/chat", chat(externalId="e"), **KEY)
    assert answer.status_code == 409
    assert answer["x-should-retry"] == "false"
    assert answer.json() == {
        "error": {
            "type": "conflict",
            "code": "idempotency_mismatch",
            "message": "Another body was sent with this Idempotency-Key.",
            "details": [
                {
                    "path": "Idempotency-Key",
                    "message": "Another body was sent with this Idempotency-Key.",
                }
            ],
            "parameter": "Idempotency-Key",
            "requestId": answer["X-Request-Id"],
        }
    }
    assert count(acme) == 1


def test_another_body_is_a_flat_400_on_chatloggers_paths(api):
    api.post("/api/v1/chats", session(), **KEY)
    answer = api.post("/api/v1/chats", session(title="Other"), **KEY)
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "Invalid request data: Idempotency-Key:"
        " Another body was sent with this Idempotency-Key."
    }


def test_another_path_or_another_key_is_another_scope(api, caller, acme, project):
    ApiKeyFactory(organization=acme, project=project, secret="prl_second")
    api.post("/v1/chat", chat(), **KEY)
    assert api.post("/v1/call", call(), **KEY).status_code == 201
    assert caller("prl_second").post("/v1/chat", chat(), **KEY).status_code == 201
    assert count(acme) == 3


def test_a_rivals_same_key_is_another_scope(api, caller, acme, rival):
    ApiKeyFactory(organization=rival, secret="prl_rival")
    api.post("/v1/chat", chat(), **KEY)
    assert caller("prl_rival").post("/v1/chat", chat(), **KEY).status_code == 201
    assert (count(acme), count(rival)) == (1, 1)


def test_a_refusal_is_answered_again_too(api, acme):
    first = api.post("/v1/chat", {"messages": []}, **KEY)
    again = api.post("/v1/chat", {"messages": []}, **KEY)
    assert (first.status_code, again.content) == (400, first.content)


def test_a_conflict_is_answered_again_with_its_headers(api, acme):
    api.post("/v1/chat", chat(externalId="e-1"))
    api.post("/v1/chat", chat(externalId="e-1"), **KEY)
    again = api.post("/v1/chat", chat(externalId="e-1"), **KEY)
    assert (again.status_code, again["x-should-retry"]) == (409, "false")


def test_what_fails_on_our_side_is_not_kept(api, acme, settings):
    api.client.raise_request_exception = False
    settings.KEPT_ANSWERS = "tests.wire.test_idempotency.Breaks"
    assert api.post("/v1/chat", chat(), **KEY).status_code == 500
    assert count(acme) == 0
    settings.KEPT_ANSWERS = "organizations.answers.Answer"
    assert api.post("/v1/chat", chat(), **KEY).status_code == 201
    assert count(acme) == 1


class Breaks(answers.Answer):
    """A store that breaks when all is done."""

    def keep(self, response):
        raise ZeroDivisionError


@pytest.mark.parametrize("header", ["", " ", "x" * 256])
def test_a_key_that_is_none_is_400(api, acme, header):
    answer = api.post("/v1/chat", chat(), **{"Idempotency-Key": header})
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == "Idempotency-Key"
    assert count(acme) == 0


def test_who_has_no_key_gets_no_answer_of_others(api, client, acme):
    api.post("/v1/chat", chat(), **KEY)
    answer = client.post("/v1/chat", "{}", content_type="application/json", headers=KEY)
    assert answer.status_code == 401


def test_after_a_day_it_is_forgotten(api, acme):
    api.post("/v1/chat", chat(), **KEY)
    with within(acme):
        KeptAnswer.objects.of(acme).update(at=Now() - timedelta(days=1))
    assert api.post("/v1/chat", chat(), **KEY).status_code == 201
    assert count(acme) == 2


def test_old_answers_are_swept_and_younger_stay(api, acme):
    api.post("/v1/chat", chat(), **KEY)
    api.post("/v1/chat", chat(), **{"Idempotency-Key": "once-2"})
    with within(acme):
        KeptAnswer.objects.filter(pk=KeptAnswer.objects.first().pk).update(
            at=Now() - timedelta(days=1)
        )
    forget_answers()
    forget_answers()
    with within(acme):
        assert KeptAnswer.objects.count() == 1


def test_while_the_first_runs_another_is_told_to_try_again(http, tenant):
    key, _ = tenant
    scope = "POST\0/v1/chat\0once-1"
    name = f"{key.pk}:{sha256(scope.encode()).hexdigest()}"
    with within(key.organization):
        assert answers.lock(name)
        answer = http.post("/v1/chat", json=chat(), headers=KEY)
    assert conforming("POST", "/v1/chat", answer).status_code == 409
    assert answer.headers["x-should-retry"] == "true"
    assert answer.json()["error"]["code"] == "idempotency_running"
    assert http.post("/v1/chat", json=chat(), headers=KEY).status_code == 201


def test_of_many_at_once_one_is_done(http, tenant):
    key, _ = tenant
    with ThreadPoolExecutor(8) as pool:
        posts = [pool.submit(http.post, "/v1/chat", json=chat(), headers=KEY) for _ in range(8)]
        found = [post.result() for post in posts]
    assert {answer.status_code for answer in found} <= {201, 409}
    done = [answer.json()["data"]["id"] for answer in found if answer.status_code == 201]
    assert len(set(done)) == 1
    assert count(key.organization) == 1


def test_a_body_without_a_length_is_read_once(http, tenant):
    def pieces():
        yield b'{"startTimestamp":"2026-01-01T00:00:00Z",'
        yield b'"endTimestamp":"2026-01-01T00:00:00Z","messages":[]}'

    first = http.post("/v1/chat", content=pieces(), headers=KEY)
    again = http.post("/v1/chat", content=pieces(), headers=KEY)
    assert (first.status_code, again.content) == (201, first.content)
