"""Which worker of make run takes which task."""

import pytest
from celery import current_app
from django.conf import settings

from embedded.up import DELIVERIES, WORKER


def taken_by(command):
    [queue] = [part.partition("=")[2] for part in command if part.startswith("--queues")]
    return queue


def test_each_queue_has_one_worker():
    queues = [queue.name for queue in settings.CELERY_TASK_QUEUES]
    assert [taken_by(command) for command in (WORKER, DELIVERIES)] == queues


def test_what_waits_for_receivers_of_webhooks_waits_by_itself():
    current_app.loader.import_default_modules()  # as a worker does
    ours = [name for name in current_app.tasks if ".tasks." in name]
    assert len(ours) > 5
    for name in ours:
        worker = DELIVERIES if name.startswith("webhooks.") else WORKER
        assert current_app.amqp.router.route({}, name)["queue"].name == taken_by(worker), name


@pytest.mark.parametrize("name", ["celery", "deliveries"])
def test_what_is_put_into_one_queue_is_in_no_other(name):
    with current_app.connection_for_write() as connection:
        queues = [queue(connection.default_channel) for queue in current_app.amqp.queues.values()]
        for queue in queues:
            queue.declare()
            queue.purge()
        into = current_app.amqp.queues[name]
        connection.Producer().publish({}, exchange=into.exchange, routing_key=into.routing_key)
        assert [queue.name for queue in queues if queue.get(no_ack=True)] == [name]
