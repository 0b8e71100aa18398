"""A worker is killed while it brings events: each arrives, in an order that can be restored.

And receivers that hang keep nobody waiting but themselves.
"""

import threading

import pytest

from tests.outages.customer import PATIENCE, wait_until
from tests.stub import reply, stub

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200), pytest.mark.xdist_group("outages")]
TAKEN = 10  # deliveries, before the receiver lets the others wait
BUSY, FINE = reply(status="503 Busy"), reply(b"thanks")


class Receiver:
    """Refuses the first two, takes some, and answers all others once it may go on."""

    def __init__(self):
        self.lock, self.got, self.may_go_on = threading.Lock(), [], threading.Event()

    def __call__(self, asked, connection):
        with self.lock:
            self.got.append(asked.data)
            number = len(self.got)
        if number > TAKEN:
            self.may_go_on.wait(PATIENCE)
        (BUSY if number <= 2 else FINE)(asked, connection)

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


NAMES = ["CHAT_ANALYSIS_COMPLETED", "CALL_ANALYSIS_COMPLETED"]


def add_webhook(customer, url):
    body = {"url": url, "events": NAMES}
    assert customer.http.post("/v1/webhook", json=body).status_code == 201


def test_a_worker_that_is_killed_in_the_middle_of_deliveries(parley, customer, bodies):
    receiver = Receiver()
    with stub(receiver) as server:
        add_webhook(customer, server.url)
        sent = [arrive(customer, body) for body in bodies[:40] if is_analysed(body)]
        wait_until(lambda: len(receiver.got) > TAKEN)
        parley.kill("Deliveries")
        before = len(receiver.got)
        receiver.may_go_on.set()
        parley.start("Deliveries")
        wait_until(lambda: set(receiver.told()) == set(sent))
    assert before < len(receiver.got)


class Hanging:
    """Answers nobody until it may."""

    def __init__(self):
        self.may, self.waiting = threading.Event(), threading.Semaphore(0)

    def __call__(self, asked, connection):
        self.waiting.release()
        self.may.wait(PATIENCE)
        FINE(asked, connection)


def test_receivers_that_hang_keep_no_title_waiting(customer, bodies):
    receiver, (first, *others) = Hanging(), filter(is_analysed, bodies[:20])
    with stub(receiver) as server:
        for _ in range(4):  # more than the worker has processes
            add_webhook(customer, server.url)
        arrive(customer, first)
        assert all(receiver.waiting.acquire(timeout=PATIENCE) for _ in range(4))
        for body in others:
            arrive(customer, body)
        customer.wait_until_due(lambda due: not due)
        receiver.may.set()
