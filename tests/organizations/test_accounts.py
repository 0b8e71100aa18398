"""Logging in by django-allauth, as it is set up here."""

import pytest

from tests.factories import UserFactory

PASSWORD = "a long enough one"


@pytest.fixture
def ada(db, quick_passwords):
    user = UserFactory(email="ada@example.com")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def log_in(client):
    """POST the login form from an address of the test's own, since attempts are counted."""

    def post(email, password, address="203.0.113.1"):
        form = {"login": email, "password": password}
        return client.post("/accounts/login/", form, REMOTE_ADDR=address)

    return post


def test_logs_in_by_the_address_in_any_case_and_out(client, ada, log_in):
    assert log_in("Ada@Example.COM", PASSWORD).status_code == 302
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_link_does_not_log_anybody_out(client, member):
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session


def test_a_failure_does_not_tell_whether_the_address_exists(ada, log_in):
    known = log_in("ada@example.com", "wrong").context["form"].errors
    unknown = log_in("eve@example.com", "wrong").context["form"].errors
    assert known == unknown != {}


def test_who_is_switched_off_can_not_log_in(client, ada, log_in):
    ada.is_active = False
    ada.save()
    log_in("ada@example.com", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_after_five_failures_even_the_right_password_waits(client, ada, log_in):
    ada.email = "impatient@example.com"  # attempts are counted by address of either kind
    ada.save()
    for password in ["wrong"] * 6 + [PASSWORD]:
        log_in(ada.email, password, address="203.0.113.2")
    assert "_auth_user_id" not in client.session


def test_without_keep_me_signed_in_the_session_ends_with_the_browser(client, ada, log_in):
    log_in("ada@example.com", PASSWORD)
    assert client.session.get_expire_at_browser_close()


def test_nobody_can_sign_up(client, db, django_user_model):
    form = {"email": "eve@example.com", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", form)
    assert not django_user_model.objects.exists()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "login/code/", "phone/change/"])
def test_pages_of_allauth_that_are_not_ours_are_not_there(client, member, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_a_new_password_ends_other_sessions_and_keeps_this_one(client, ada, log_in):
    elsewhere = type(client)()
    elsewhere.force_login(ada)
    client.force_login(ada)
    new = {"oldpassword": PASSWORD, "password1": "quite another", "password2": "quite another"}
    client.post("/accounts/password/change/", new)
    assert client.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
