"""How many requests a key, or a person, may send in a minute."""

import logging
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from limits import RateLimitItemPerMinute

from organizations import jwt, limits
from organizations.models import ApiKey
from tests.factories import ApiKeyFactory, MembershipFactory

pytestmark = pytest.mark.xdist_group("limits")  # other workers' keys have the same numbers


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """On a busy machine the store may take longer than a request would wait for it."""
    monkeypatch.setattr(limits, "PATIENCE", 60)
    limits.limiter_at.cache_clear()
    yield
    limits.limiter_at.cache_clear()


@pytest.fixture
def ask(client, acme, project):
    """ask(): a request by a key that may send two a minute."""
    ApiKeyFactory(organization=acme, project=project, secret="prl_2", requests_a_minute=2)
    headers = {"Authorization": "Bearer prl_2", "x-organization-api-key": "prl_2"}
    return lambda method="GET", path="/v1/me": client.generic(method, path, headers=headers)


@pytest.fixture
def nowhere(settings, monkeypatch):
    settings.REDIS_URL = "unix:///nowhere"
    monkeypatch.setattr(limits, "_silent_until", 0.0)


def rate(answer):
    return [answer.headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining")]


def test_beyond_its_rate_a_key_gets_429_and_is_told_when_to_go_on(ask):
    assert [rate(ask()), rate(ask())] == [["2", "1"], ["2", "0"]]
    answer = ask()
    assert answer.status_code == 429
    assert answer.json()["error"]["type"] == "rate_limit"
    assert answer.json()["error"]["code"] == "throttled"
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert 0 <= int(answer["RateLimit-Reset"]) <= 60
    assert rate(answer) == ["2", "0"]


def test_chatloggers_api_tells_it_flat(ask):
    answers = [ask("POST", "/api/v1/chats") for _ in range(3)]
    assert answers[-1].status_code == 429
    assert list(answers[-1].json()) == ["error"]
    assert answers[-1]["Retry-After"]


def test_other_keys_go_on(ask, client, acme):
    for _ in range(3):
        ask()
    ApiKeyFactory(organization=acme, secret="prl_other")
    answer = client.get("/v1/me", headers={"Authorization": "Bearer prl_other"})
    assert answer.status_code == 200
    assert rate(answer)[0] == "12000"


def test_a_person_has_a_rate_too_by_whichever_way_they_call(member, client, settings):
    settings.API_REQUESTS_A_MINUTE = 2
    token = {"Authorization": jwt.obtain(member.user).access}
    answers = [
        client.get("/api/v1/chats"),
        Client().get("/api/v1/chats", headers=token),
        client.get("/api/v1/chats"),
    ]
    assert [(*rate(answer), answer.status_code) for answer in answers] == [
        ("2", "1", 200),
        ("2", "0", 200),
        ("2", "0", 429),
    ]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    client.force_login(MembershipFactory(organization=member.organization).user)
    assert client.get("/api/v1/chats").status_code == 200


def test_what_is_forgotten_is_counted_anew():
    limiter, item = limits.limiter_at(limits.settings.REDIS_URL), RateLimitItemPerMinute(2)
    name = uuid4().hex
    assert [limits.count(item, name)[0] for _ in range(3)] == [True, True, False]
    limiter.clear(item, name)
    assert limits.count(item, name)[:2] == (True, 1)


def test_while_the_store_is_down_requests_pass_and_that_is_logged_once(ask, nowhere, caplog):
    with caplog.at_level(logging.WARNING, "organizations.limits"):
        answers = [ask() for _ in range(5)]
        limits._silent_until = 1.0  # long ago: it is asked again
        answers.append(ask())
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit-Limit" not in answers[0].headers
    assert [r.name for r in caplog.records].count("organizations.limits") == 1


@pytest.mark.parametrize("path", ["/health", "/v1/openapi.json"])
def test_what_needs_no_key_is_not_limited(client, db, path):
    assert "RateLimit-Limit" not in client.get(path).headers


def test_the_form_of_a_key_sets_it(client, owner, project):
    form = {"name": "Bot", "project": project.pk, "scopes": ["READ"], "expires": "30"}
    page = reverse("make_key", args=["acme"])
    assert 'class="wrong"' in client.post(page, {**form, "requests_a_minute": 0}).content.decode()
    text = client.post(page, {**form, "requests_a_minute": 1200}).content.decode()
    assert "1,200 a minute" in text
    assert ApiKey.objects.get().requests_a_minute == 1200


def test_a_rotated_key_keeps_its_rate(client, owner, acme):
    key = ApiKeyFactory(organization=acme, requests_a_minute=7)
    client.post(reverse("rotate_key", args=["acme", key.pk]))
    assert ApiKey.objects.active().get().requests_a_minute == 7
