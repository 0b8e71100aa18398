"""The verbs about invitations: invite, resend, withdraw, accept.

An invitation is a secret link, told to its address alone and kept as a hash: who opens it
has shown that the address is theirs.
"""

import secrets

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from organizations.audit import record
from organizations.keys import digest
from organizations.members import join, may_decide_on
from organizations.models import Invitation, Membership, Organization, User
from organizations.models.people import in_a_week


@transaction.atomic
def invite(organization: Organization, email: str, role: str, by: Membership) -> Invitation:
    """Send an invitation; an unanswered one to this address is replaced by it.

    Refused as members.may_decide_on says; OSError when the mail server does not take it,
    and then there is no invitation.
    """
    may_decide_on(by, {role})
    secret = secrets.token_urlsafe(32)
    offer = {
        "role": role,
        "hash": digest(secret),
        "invited_by": by.user,
        "expires_at": in_a_week(),
    }
    invitation, _ = Invitation.objects.update_or_create(
        organization=organization,
        email__iexact=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults=offer,
        create_defaults={**offer, "email": email.lower()},
    )
    record(organization, by.user, "member.invited", invitation.email, {"role": role})
    send(invitation, secret)
    return invitation


def resend(invitation: Invitation, by: Membership) -> Invitation:
    """Send it again with a new secret and another week; the link sent before is void."""
    return invite(invitation.organization, invitation.email, invitation.role, by)


@transaction.atomic
def withdraw(invitation: Invitation, by: Membership) -> None:
    """Void the link. Again, or once accepted, it changes nothing."""
    unanswered = Invitation.objects.unanswered().filter(pk=invitation.pk)
    if unanswered.update(withdrawn_at=timezone.now()):
        record(invitation.organization, by.user, "invitation.withdrawn", invitation.email)


def find(secret: str) -> Invitation | None:
    """The invitation of this secret in whatever state, with its organization and its host."""
    invitations = Invitation.objects.select_related("organization", "invited_by")
    return invitations.filter(hash=digest(secret)).first()


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership | None:
    """Make the person a member; None if the invitation is no longer open."""
    if not claim(invitation):
        return None
    return join(invitation.organization, user, invitation.role, by=user)


@transaction.atomic
def accept_as_new(invitation: Invitation, name: str, password: str) -> User | None:
    """Make an account of the invited address, and a member of it; None as accept."""
    if not claim(invitation):
        return None
    user = User.objects.create_user(invitation.email, password, name=name)
    join(invitation.organization, user, invitation.role, by=user)
    return user


def claim(invitation):
    """Whether it was open until now: of two clicks at once, one accepts."""
    this = Invitation.objects.open().filter(pk=invitation.pk)
    return bool(this.update(accepted_at=timezone.now()))


def send(invitation, secret):
    path = reverse("accept_invitation", args=[secret])
    context = {"invitation": invitation, "link": settings.BASE_URL + path}
    subject = f"{invitation.invited_by} invites you to {invitation.organization} on Parley"
    text = render_to_string("organizations/email/invitation.txt", context)
    send_mail(" ".join(subject.split()), text, None, [invitation.email])
