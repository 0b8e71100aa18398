"""A part is killed in the middle: in the end all is as if nothing had happened (ADR 0007)."""

import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from conversations.insights.due import BATCH
from embedded.up import MANAGE
from imports import take
from tests.outages.customer import Customer, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.xdist_group("outages"),
]
WITHOUT_BROKER = 60  # seconds: the worker's patience is tried many times


def test_worker_that_is_killed_again_and_again(parley, customer, bodies, undisturbed):
    parley.kill("Worker")
    assert {customer.send(body) for body in bodies} == {201}
    for left in (3 * BATCH, BATCH):
        waiting = customer.due()
        with customer.held(left):
            parley.start("Worker")
            customer.wait_until_due(lambda due, waiting=waiting: due < waiting)
            parley.kill("Worker")
        assert customer.due() >= left
    parley.start("Worker")
    assert customer.contents_in_the_end() == undisturbed


def test_broker_that_is_gone_while_conversations_arrive(parley, customer, bodies, undisturbed):
    third = len(bodies) // 3
    before = [customer.send(body) for body in bodies[:third]]
    parley.kill("Valkey")
    began = time.monotonic()
    during = [customer.send(body) for body in bodies[third : 2 * third]]
    time.sleep(max(0, began + WITHOUT_BROKER - time.monotonic()))
    parley.start("Valkey")
    after = [customer.send(body) for body in bodies[2 * third :]]
    assert {*before, *during, *after} == {201}
    assert customer.contents_in_the_end() == undisturbed


def test_postgresql_that_is_killed_and_comes_back(parley, customer, bodies, undisturbed):
    half = len(bodies) // 2
    before = [customer.send(body) for body in bodies[:half]]
    fill_the_pools(customer)
    parley.kill("PostgreSQL")
    parley.start("PostgreSQL")
    assert fill_the_pools(customer) == {200}
    after = [customer.send(body) for body in bodies[half:]]
    assert {*before, *after} == {201}
    assert customer.contents_in_the_end() == undisturbed


def test_importer_that_is_killed_and_run_again(parley, customer, bodies, tmp_path):
    calm, lines = Customer(parley, "calm-import"), [json.dumps(body) + "\n" for body in bodies]
    file = tmp_path / "bodies.jsonl"
    file.write_text("".join(lines))
    parley.manage("import_conversations", file, "--organization", calm.slug)
    start_and_kill_importer(parley, customer, lines[: take.BATCH + 5])
    printed = parley.manage("import_conversations", file, "--organization", customer.slug)
    new = len(bodies) - take.BATCH
    assert printed.startswith(f"{new} imported, {take.BATCH} already here, 0 refused")
    assert customer.contents_in_the_end() == calm.contents_in_the_end()


def start_and_kill_importer(parley, customer, lines):
    """Once a batch is in and a part of the next one has been read."""
    command = [*MANAGE, "import_conversations", "-", "--organization", customer.slug]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, **parley.how) as importer:
        importer.stdin.writelines(lines)
        importer.stdin.flush()
        wait_until(lambda: customer.arrived() >= take.BATCH)
        importer.kill()


def fill_the_pools(customer):
    """The statuses of so many requests at once that each process has several connections."""
    with ThreadPoolExecutor(16) as callers:
        answers = callers.map(lambda _: customer.http.get("/v1/me"), range(64))
        return {answer.status_code for answer in answers}
