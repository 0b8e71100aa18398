import pytest
from django.core.cache import cache
from django.test import override_settings

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
