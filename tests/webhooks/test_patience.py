from datetime import timedelta

from tests.factories import NOON
from webhooks.patience import GIVEN_UP_AFTER, next_attempt, pause


def test_pauses_double_up_to_an_hour():
    seconds = [pause(runs, chance=0.5).total_seconds() for runs in (1, 2, 3, 9, 10, 1000)]
    assert seconds == [10, 20, 40, 2560, 3600, 3600]


def test_pauses_are_spread_by_a_fifth():
    assert pause(1, chance=0) == timedelta(seconds=8)
    assert pause(1, chance=1) == timedelta(seconds=12)
    assert timedelta(seconds=8) <= pause(1) <= timedelta(seconds=12)


def test_the_last_attempt_is_at_the_end_of_a_day():
    end = NOON + GIVEN_UP_AFTER
    assert next_attempt(NOON, 50, end - timedelta(minutes=1)) == end
    assert next_attempt(NOON, 50, end) is None
