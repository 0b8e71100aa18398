"""E-mails to people who were mentioned, each at most once."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from annotations.mentions import DUE
from annotations.models import Mention
from organizations.models import Due, Membership, Organization
from organizations.tenancy import within

log = logging.getLogger(__name__)


def send_due(organization: Organization) -> int:
    """Send the e-mails that are due; how many went out. Safe to run twice, also at once.

    Where the mail server refuses one, that stays due, and the others have their turn.
    """
    due = Due.objects.of(organization).filter(what=DUE).order_by("at", "pk")
    keys = list(due.values_list("key", flat=True))
    return sum(_send(organization, key) for key in keys)


def _send(organization, key) -> bool:
    mention = _claim(organization, key)
    if mention is None:
        return False
    try:
        _mail(organization, mention)
    except (SMTPException, OSError) as error:
        log.warning("The e-mail about mention %s did not go out: %s", key, error)
        _give_back(organization, mention)
        return False
    return True


def _claim(organization, key):
    """The mention, if it still wants its e-mail and no other worker sends that."""
    with within(organization):
        Due.objects.of(organization).filter(what=DUE, key=key).delete()
        rows = Mention.objects.of(organization).filter(public_id=key, mailed_at=None)
        claimed = rows.filter(read_at=None, note__deleted_at=None).update(mailed_at=Now())
        rows = Mention.objects.of(organization).filter(public_id=key)
        rows = rows.select_related("person", "note__conversation", "note__author", "note__turn")
        mention = rows.first() if claimed else None
        return mention if mention and _is_member(organization, mention.person) else None


def _is_member(organization, person):
    return Membership.objects.of(organization).filter(user=person).exists()


def _give_back(organization, mention):
    with within(organization):
        Mention.objects.of(organization).filter(pk=mention.pk).update(mailed_at=None)
        Due.objects.bulk_create(
            [Due(organization=organization, what=DUE, key=mention.public_id)],
            ignore_conflicts=True,
        )


def _mail(organization, mention):
    note = mention.note
    context = {"note": note, "organization": organization, "link": link(organization, mention)}
    text = render_to_string("annotations/email/mention.txt", context)
    subject = f"{note.by} mentioned you in a note on “{note.conversation}”"
    send_mail(" ".join(subject.split()), text, None, [mention.person.email])


def link(organization: Organization, mention: Mention) -> str:
    """Where the note is read; the mention then is, too."""
    return settings.BASE_URL + reverse("open_mention", args=[organization.slug, mention.public_id])
