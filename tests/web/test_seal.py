import pytest
from django.core.cache import cache

from web.seal import Unreadable, seal, unseal
from web.slots import slot


def test_a_sealed_secret_is_read_back_and_not_seen():
    sealed = seal("s3cret-é", "a purpose")
    assert "s3cret" not in sealed
    assert unseal(sealed, "a purpose") == "s3cret-é"
    assert seal("s3cret-é", "a purpose") != sealed


def test_not_for_another_purpose():
    with pytest.raises(Unreadable):
        unseal(seal("s3cret", "one"), "another")


def test_nor_by_another_secret_key(settings):
    sealed = seal("s3cret", "one")
    settings.SECRET_KEY = "another"
    with pytest.raises(Unreadable):
        unseal(sealed, "one")


@pytest.fixture
def _empty_cache():
    cache.clear()


@pytest.mark.usefixtures("_empty_cache")
def test_only_so_many_slots_are_held_at_once():
    with slot("s", 2, held=60, patience=0), slot("s", 2, held=60, patience=0):
        with pytest.raises(TimeoutError), slot("s", 2, held=60, patience=0):
            pass
        with slot("another", 1, held=60, patience=0):
            pass


@pytest.mark.usefixtures("_empty_cache")
def test_a_slot_is_given_back_even_by_who_fails():
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), slot("s", 1, held=60, patience=0):
            raise ZeroDivisionError
