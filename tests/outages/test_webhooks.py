"""A worker is killed while it brings events: each arrives, in an order that can be restored."""

import threading
import time

import pytest

from tests.stub import reply, stub

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.xdist_group("outages")]
PATIENCE = 240  # seconds: what a killed worker held is due again after one or two minutes
BUSY, FINE = reply(status="503 Busy"), reply(b"thanks")


class Receiver:
    """Refuses the first two, then takes each after a moment."""

    def __init__(self):
        self.lock, self.got = threading.Lock(), []

    def __call__(self, asked, connection):
        with self.lock:
            self.got.append(asked.data)
            refuses = len(self.got) <= 2
        time.sleep(0.05)
        (BUSY if refuses else FINE)(asked, connection)

    def told(self):
        """The conversations in the order of the events' sequences."""
        with self.lock:
            events = {event["id"]: event for event in self.got[2:]}.values()
        in_order = sorted(events, key=lambda event: event["sequence"])
        return [(e["data"].get("chatId") or e["data"].get("callId")) for e in in_order]


def is_analysed(body):
    """Whether somebody says something."""
    return any(
        part["text"].strip() for part in body.get("messages") or body.get("transcript") or []
    )


def arrive(customer, body):
    path = "/v1/chat" if "messages" in body else "/v1/call"
    return customer.http.post(path, json=body).json()["data"]["id"]


def wait_until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_worker_that_is_killed_in_the_middle_of_deliveries(parley, customer, bodies):
    receiver = Receiver()
    with stub(receiver) as server:
        names = ["CHAT_ANALYSIS_COMPLETED", "CALL_ANALYSIS_COMPLETED"]
        body = {"url": server.url, "events": names}
        assert customer.http.post("/v1/webhook", json=body).status_code == 201
        sent = [arrive(customer, body) for body in bodies[:40] if is_analysed(body)]
        wait_until(lambda: len(receiver.got) > 10)
        parley.kill("Worker")
        before = len(receiver.got)
        parley.start("Worker")
        wait_until(lambda: set(receiver.told()) == set(sent))
    assert before < len(receiver.got)
