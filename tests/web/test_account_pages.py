import pytest
from django.core import mail
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def selin():
    user = UserFactory(email="selin@acme.example")
    user.set_password("a long enough secret")
    user.save()
    return user


def sign_in(client, password):
    return client.post("/accounts/login/", {"login": "selin@acme.example", "password": password})


def test_right_password_signs_in(client, selin):
    assertRedirects(sign_in(client, "a long enough secret"), "/", fetch_redirect_response=False)


def test_wrong_password_says_so_and_keeps_the_address(client, selin):
    answer = sign_in(client, "a guess")
    assertContains(answer, 'role="alert"')
    assertContains(answer, 'value="selin@acme.example"')
    assertNotContains(answer, "a guess")


def test_sign_in_page_goes_on_to_what_was_asked_for(client):
    answer = client.get("/accounts/login/?next=/o/acme/chats/")
    assertContains(answer, 'value="/o/acme/chats/"')
    assertContains(answer, "Sign in to go on")


def test_nobody_signs_up(client):
    assertContains(client.get("/accounts/signup/"), "Accounts come by invitation")


def test_reset_mails_a_link_whose_page_takes_a_new_password(client, selin):
    client.post("/accounts/password/reset/", {"email": selin.email})
    path = mail.outbox[0].body.partition("http://testserver")[2].split()[0]
    page = client.get(path, follow=True)
    assertContains(page, "Choose a new password")
    new = {"password1": "another long secret", "password2": "another long secret"}
    answer = client.post(page.request["PATH_INFO"], new, follow=True)
    assertContains(answer, "Your password is changed")
    selin.refresh_from_db()
    assert selin.check_password("another long secret")


def test_reset_of_an_unknown_address_looks_the_same_and_the_mail_says_so(client):
    answer = client.post("/accounts/password/reset/", {"email": "no@acme.example"}, follow=True)
    assertContains(answer, "Check your email")
    assert "nobody signs in with this address" in mail.outbox[0].body


def test_reset_says_when_the_mail_server_is_gone_and_keeps_the_address(client, selin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nothing listens there
    answer = client.post("/accounts/password/reset/", {"email": selin.email})
    assertContains(answer, "could not be sent", status_code=503)
    assertContains(answer, f'value="{selin.email}"', status_code=503)


def test_used_link_offers_a_new_one(client):
    assertContains(client.get("/accounts/password/reset/key/1-nonsense/"), "no longer works")


def test_change_asks_for_the_current_password(client, selin):
    client.force_login(selin)
    new = {"oldpassword": "wrong", "password1": "x" * 12, "password2": "x" * 12}
    answer = client.post("/accounts/password/change/", new)
    assertContains(answer, 'id="id_oldpassword_error"')
