import pytest

from conversations.properties import last_of_each, plain, plain_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("planTier", "plan_tier"),
        ("plan_tier", "plan_tier"),
        ("plan-tier", "plan_tier"),
        ("Plan Tier", "plan_tier"),
        ("HTTPStatus", "http_status"),
        ("sessionID", "session_id"),
        ("line2Item", "line2item"),
        ("__x__", "x"),
        ("größe", "größe"),
    ],
)
def test_every_spelling_of_a_name_is_one(name, expected):
    assert plain_name(name) == expected


def test_values_are_text_and_null_is_not_set():
    sent = {"a": 4, "b": 4.0, "c": True, "d": {"x": [1, "ü"]}, "e": None, "f": "Gold", "g": 1.5}
    assert plain(sent) == {
        "a": "4", "b": "4", "c": "true", "d": '{"x":[1,"ü"]}', "f": "Gold", "g": "1.5"
    }  # fmt: skip


def test_of_two_equal_names_the_last_stays():
    assert plain({"planTier": "a", "plan_tier": "b"}) == {"plan_tier": "b"}
    assert plain({"planTier": "a", "plan_tier": None}) == {}


def test_of_several_spellings_the_last_stays_as_it_is():
    assert last_of_each({"planTier": "a", "b": 1, "plan_tier": None}) == {"plan_tier": None, "b": 1}
