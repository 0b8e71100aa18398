"""A webhook that is deleted while it is told something: nobody fails, and nothing is left."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from organizations.models import Due, Project
from organizations.tenancy import within
from tests.factories import OrganizationFactory
from webhooks import endpoints
from webhooks.models import Delivery, Webhook
from webhooks.publish import News, publish

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("live")]
NEWS = "CHAT_ANALYSIS_COMPLETED"


def delete_without_patience(organization, key):
    """On a connection of its own."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            endpoints.delete(organization, key, None)
    finally:
        connection.close()


def test_who_deletes_it_waits_for_who_tells_it(live):
    organization = OrganizationFactory(slug=f"meanwhile-{uuid4().hex[:8]}")
    with within(organization):
        project = Project.objects.of(organization).get()
    webhook, _ = endpoints.add(project, None, "https://hooks.example.com/in", [NEWS])
    with ThreadPoolExecutor(1) as elsewhere, within(organization):
        publish(organization, [News(project.pk, NEWS, {})])
        deleting = elsewhere.submit(delete_without_patience, organization, webhook.pk)
        with pytest.raises(OperationalError, match="lock timeout"):
            deleting.result()
    assert endpoints.delete(organization, webhook.pk, None)
    with within(organization):
        assert not Delivery.objects.of(organization).exists()
        assert not Webhook.objects.of(organization).exists()
    assert not Due.objects.of(organization).exists()
