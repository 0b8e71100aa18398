"""A broker that is not there."""

from contextlib import contextmanager

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.test import override_settings

from organizations import nudge

NOWHERE = {"default": {"BACKEND": "web.cache.PassingCache", "LOCATION": "unix:///nowhere"}}


@pytest.fixture
def dead_broker(monkeypatch):
    """with dead_broker(): … — broker and cache are gone; as in life they are one server."""
    monkeypatch.setattr(nudge, "_silent_until", 0.0)

    @contextmanager
    def gone():
        usual = current_app._get_current_object()
        nowhere = Celery("nowhere", broker="redis+socket:///nowhere")
        nowhere.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        nowhere.set_current()
        with override_settings(CACHES=NOWHERE):
            yield
        usual.set_current()

    return gone
