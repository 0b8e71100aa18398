"""What the worker does to conversations, by itself."""

from celery import shared_task
from django.db.models.functions import Now

from conversations import totals
from conversations.insights import due
from organizations.models import Due, Organization
from organizations.tenancy import within

BATCHES = 20  # of one organization, before others get their turn


@shared_task
def fold_tallies():
    """Fold every organization's tallies. Twice is as good as once."""
    for organization in Organization.objects.iterator():
        with within(organization):
            totals.fold(organization)


@shared_task
def write_insights(organization_id):
    """Write the titles and summaries that are due. Another worker takes other rows."""
    organization = Organization.objects.filter(pk=organization_id).first()
    if organization is None:
        return
    for _ in range(BATCHES):
        if not due.write_batch(organization):
            return
    write_insights.delay(organization_id)


@shared_task
def sweep_insights():
    """Find what no nudge has told of: the broker was down, or a worker died."""
    waiting = Due.objects.filter(what=Due.INSIGHT, at__lte=Now()).values_list(
        "organization", flat=True
    )
    for organization_id in waiting.order_by("organization").distinct():
        write_insights.delay(organization_id)
