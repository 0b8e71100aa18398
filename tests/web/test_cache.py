import socket

import pytest
from django.core.cache import cache
from django.test import override_settings

import web.cache
from tests.factories import UserFactory

DOWN = override_settings(
    CACHES={"default": {"BACKEND": "web.cache.PassingCache", "LOCATION": "unix:///nowhere"}}
)


@DOWN
def test_a_cache_that_is_down_is_as_good_as_empty():
    cache.set("a", 1)
    assert cache.get("a") is None
    assert cache.get("a", 2) == 2
    assert cache.add("a", 1)
    assert cache.get_many(["a"]) == {}
    assert not cache.delete("a")


@DOWN
@pytest.mark.django_db
def test_one_can_log_in_while_it_is_down(client):
    user = UserFactory()
    user.set_password("a long enough secret")
    user.save()
    typed = {"login": user.email, "password": "a long enough secret"}
    assert client.post("/accounts/login/", typed).status_code == 302


@pytest.fixture
def hanging(monkeypatch):
    """Connections to a cache that takes them and never answers, each once it is asked for."""
    monkeypatch.setattr(web.cache, "_asked_again_at", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = {
            "BACKEND": "web.cache.PassingCache",
            "LOCATION": f"redis://127.0.0.1:{server.getsockname()[1]}/0",
            "OPTIONS": {"socket_timeout": 0.05},
        }
        server.setblocking(False)
        with override_settings(CACHES={"default": there}):
            yield server


def callers(server):
    while True:
        try:
            connection, _ = server.accept()
        except BlockingIOError:
            return
        connection.close()
        yield connection


def test_one_that_hangs_is_not_asked_over_and_over(hanging, monkeypatch):
    cache.set("a", 1)
    assert list(callers(hanging))
    assert cache.get("a", 2) == 2
    assert not list(callers(hanging))
    monkeypatch.setattr(web.cache, "_asked_again_at", 0.0)  # as when the pause is over
    assert cache.get("a") is None
    assert list(callers(hanging))
