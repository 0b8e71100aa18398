"""Telling the worker that something is due, while there is nobody to tell."""

import pytest

from organizations import nudge


def test_who_nudges_waits_for_no_broker_that_is_not_there(db, dead_broker, monkeypatch):
    monkeypatch.setattr("kombu.utils.functional.sleep", lambda _: pytest.fail("It waits"))
    with dead_broker():
        nudge.nudge("conversations.tasks.write_insights", 1)
    assert nudge._silent_until > 0
