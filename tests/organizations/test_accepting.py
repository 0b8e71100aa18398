"""The page behind the link of an invitation."""

import pytest
from django.utils import timezone

from organizations import invitations
from organizations.models import Invitation, Membership, Role, User
from tests.factories import InvitationFactory, UserFactory


@pytest.fixture
def sent(acme):
    return InvitationFactory(
        organization=acme, secret="s", email="new@example.com", role=Role.ADMIN
    )


def test_somebody_new_chooses_a_name_and_a_password_and_is_in(client, sent, acme, quick_passwords):
    form = {"name": "Nia", "password": "a long enough one"}
    assert client.post("/invitations/s/", form).url == "/o/acme/chats/"
    user = User.objects.get(email="new@example.com")
    assert user.check_password("a long enough one")
    assert Membership.objects.of(acme).get(user=user).role == Role.ADMIN
    assert client.get("/o/acme/settings/members/").status_code == 200


@pytest.mark.parametrize("password", ["", "short", "12345678901", "new@example"])
def test_a_weak_password_is_refused_beside_the_field(client, sent, password):
    form = {"name": "Nia", "password": password}
    page = client.post("/invitations/s/", form).content.decode()
    assert 'id="id_password_error"' in page
    assert 'value="Nia"' in page
    assert not User.objects.filter(email="new@example.com").exists()


def test_somebody_known_is_asked_to_log_in_first(client, sent):
    UserFactory(email="new@example.com")
    page = client.get("/invitations/s/").content.decode()
    assert "/accounts/login/?next=/invitations/s/" in page


def test_somebody_known_joins_once_logged_in(client, sent, acme):
    client.force_login(UserFactory(email="new@example.com"))
    assert "Join Acme" in client.get("/invitations/s/").content.decode()
    client.post("/invitations/s/")
    assert Membership.objects.of(acme).get().role == Role.ADMIN


def test_looking_at_it_does_not_accept_it(client, sent, acme):
    client.force_login(UserFactory(email="new@example.com"))
    client.get("/invitations/s/")
    assert not Membership.objects.of(acme).exists()


def test_who_is_logged_in_as_somebody_else_can_not_take_it(client, sent, acme):
    client.force_login(UserFactory(email="else@example.com"))
    page = client.post("/invitations/s/").content.decode()
    assert "you are signed in as" in " ".join(page.split())
    assert not Membership.objects.of(acme).exists()


def test_nobody_can_take_it_by_making_an_account_that_exists(client, sent, acme):
    UserFactory(email="new@example.com")
    client.post("/invitations/s/", {"name": "Mallory", "password": "a long enough one"})
    assert not Membership.objects.of(acme).exists()


def test_it_works_once(client, sent):
    client.force_login(UserFactory(email="new@example.com"))
    client.post("/invitations/s/")
    answer = client.post("/invitations/s/")
    assert answer.status_code == 410
    assert "was used already" in answer.content.decode()


def test_expired_it_says_so_and_whom_to_ask(client, acme):
    sent = InvitationFactory(organization=acme, secret="s", expires_at=timezone.now())
    answer = client.get("/invitations/s/")
    assert answer.status_code == 410
    assert "has expired" in answer.content.decode()
    assert sent.invited_by.name in answer.content.decode()


def test_a_link_that_never_was_says_what_to_do(client, db):
    answer = client.get("/invitations/made-up/")
    assert answer.status_code == 404
    assert "look for a later email" in answer.content.decode()


def test_two_clicks_at_once_accept_once(sent):
    user = UserFactory(email="new@example.com")
    same = Invitation.objects.get(pk=sent.pk)
    assert invitations.accept(sent, user)
    assert invitations.accept(same, user) is None


def test_signing_out_there_leads_back_to_the_invitation(client, sent):
    client.force_login(UserFactory(email="else@example.com"))
    page = client.get("/invitations/s/").content.decode()
    assert 'name="next" value="/invitations/s/"' in page
    assert client.post("/accounts/logout/", {"next": "/invitations/s/"}).url == "/invitations/s/"
