"""What the worker does about annotations: the e-mails to people who were mentioned."""

import logging

from celery import shared_task

from annotations import mail
from organizations.models import Due, Organization

log = logging.getLogger(__name__)


@shared_task
def mail_mentions(organization_id):
    """Send the e-mails that are due. Another worker takes other mentions."""
    if organization := Organization.objects.filter(pk=organization_id).first():
        mail.send_due(organization)


@shared_task
def sweep_mentions():
    """Find what no nudge has told of: the broker was down, or a mail server."""
    due = Due.objects.filter(what=mail.DUE).order_by("organization")
    for organization_id in due.values_list("organization", flat=True).distinct():
        mail_mentions.delay(organization_id)
