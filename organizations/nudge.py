"""Telling the worker that something is due, without ever failing or delaying who tells it.

At most one nudge a second goes out for a task and an organization. It asks for the work to be
done when that second is over, so what became due meanwhile is done too. A nudge that is lost
is made up for by the sweep (ADR 0007).
"""

import logging
import time

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
TOGETHER = 1  # second in which nudges are one
QUIET = 5  # seconds without a try after the broker did not answer

_silent_until = 0.0


def nudge(task: str, organization_id: int):
    """Ask for the task on the organization, soon; nothing is raised when the broker is down."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        if cache.add(f"nudge:{task}:{organization_id}", 1, TOGETHER):
            current_app.send_task(task, [organization_id], countdown=TOGETHER, retry=False)
    except OperationalError as error:
        _silent_until = time.monotonic() + QUIET
        log.warning("The broker does not answer; the sweep will find what is due: %s", error)
