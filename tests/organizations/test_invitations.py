import re
from datetime import timedelta

import pytest
from django.utils import timezone

from organizations import invitations
from organizations.models import Invitation, Membership, Role
from tests.factories import InvitationFactory, MembershipFactory

PAGE = "/o/acme/settings/"


@pytest.fixture
def invite(client, owner):
    """Invite by the form; gives the answer."""

    def post(email="new@example.com", role="reviewer"):
        return client.post(PAGE + "members/invite/", {"email": email, "role": role}, follow=True)

    return post


def link_in(mail):
    return re.search(r"http://\S+(/invitations/\S+)", mail.body)[1]


def test_an_invitation_goes_out_by_email_with_its_link(invite, mailoutbox):
    page = invite("New@Example.com").content.decode()
    assert "on its way to new@example.com" in page
    assert [mail.to for mail in mailoutbox] == [["new@example.com"]]
    assert "invites you to Acme" in mailoutbox[0].subject


def test_of_the_link_only_a_hash_is_kept(invite, mailoutbox):
    invite()
    secret = link_in(mailoutbox[0]).split("/")[2]
    assert secret not in str(Invitation.objects.values().get())
    assert invitations.find(secret).email == "new@example.com"


def test_it_is_good_for_seven_days(invite):
    invite()
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)


def test_open_and_expired_invitations_are_shown_to_who_may_invite(client, owner, acme):
    InvitationFactory(organization=acme, email="soon@example.com")
    InvitationFactory(organization=acme, email="late@example.com", expires_at=timezone.now())
    InvitationFactory(organization=acme, email="done@example.com", accepted_at=timezone.now())
    page = client.get(PAGE + "members/").content.decode()
    assert "soon@example.com" in page
    assert "late@example.com" in page
    assert "Expired" in page
    assert "done@example.com" not in page


def test_others_do_not_see_who_is_invited(client, member, acme):
    InvitationFactory(organization=acme, email="soon@example.com")
    assert "soon@example.com" not in client.get(PAGE + "members/").content.decode()


@pytest.mark.parametrize("email", ["", "nobody", "a@b"])
def test_an_address_that_is_none_is_told_beside_the_field(invite, email):
    assert 'class="wrong"' in invite(email).content.decode()
    assert not Invitation.objects.exists()


def test_a_member_is_not_invited_again(invite, owner, mailoutbox):
    assert "is a member already" in invite(owner.user.email.upper()).content.decode()
    assert not mailoutbox


def test_an_admin_can_not_invite_an_owner(invite, owner, acme):
    MembershipFactory(organization=acme, role=Role.OWNER)
    Membership.objects.filter(pk=owner.pk).update(role=Role.ADMIN)
    assert "not one of the available choices" in invite(role="owner").content.decode()
    assert not Invitation.objects.exists()


def test_inviting_an_address_again_replaces_its_invitation(invite, mailoutbox):
    invite(role="viewer")
    invite(role="admin")
    assert Invitation.objects.get().role == "admin"
    assert invitations.find(link_in(mailoutbox[0]).split("/")[2]) is None


def test_resending_makes_a_new_link_and_another_week(client, owner, acme, mailoutbox):
    late = InvitationFactory(organization=acme, secret="old", expires_at=timezone.now())
    client.post(f"{PAGE}invitations/{late.pk}/resend/")
    assert invitations.find("old") is None
    assert invitations.find(link_in(mailoutbox[0]).split("/")[2]).state == "open"


def test_withdrawing_voids_the_link(client, owner, acme):
    sent = InvitationFactory(organization=acme, secret="s")
    client.post(f"{PAGE}invitations/{sent.pk}/withdraw/")
    answer = client.get("/invitations/s/")
    assert answer.status_code == 410
    assert "was withdrawn" in answer.content.decode()


@pytest.mark.parametrize("act", ["resend", "withdraw"])
def test_an_invitation_of_another_organization_can_not_be_touched(client, owner, rival, act):
    theirs = InvitationFactory(organization=rival)
    assert client.post(f"{PAGE}invitations/{theirs.pk}/{act}/").status_code == 404


def test_when_the_mail_server_fails_nobody_is_invited_and_the_form_says_so(invite, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nothing listens there
    page = invite().content.decode()
    assert "could not be sent" in page
    assert 'value="new@example.com"' in page
    assert not Invitation.objects.exists()
