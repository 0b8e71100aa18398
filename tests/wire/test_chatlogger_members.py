"""Members at ChatLogger's API: JWTs, sessions, roles (contract 4.2, 4.5 g)."""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.core.cache import cache
from django.test import Client

from chats.models import ChatDetails
from organizations import jwt
from organizations.models import Role
from organizations.tenancy import within
from tests.factories import ApiKeyFactory, MembershipFactory
from tests.wire.bodies import chat as roark_chat
from tests.wire.bodies import session
from tests.wire.conftest import Caller

PATH, AUTH = "/api/v1/chats", "/api/v1/auth"
PASSWORD = "a long enough one"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()  # of failed log-ins
    yield
    cache.clear()


@pytest.fixture
def admin(acme):
    """An admin of Acme's with a password, not logged in."""
    membership = MembershipFactory(organization=acme, role=Role.ADMIN)
    membership.user.set_password(PASSWORD)
    membership.user.save()
    return membership


@pytest.fixture
def anybody(client):
    """Calls without a credential."""
    return Caller(client, None)


@pytest.fixture
def logged_in(anybody, admin):
    """What the admin's log-in answered."""
    answer = log_in(anybody, admin)
    assert answer.status_code == 200
    return answer.json()


def log_in(anybody, admin, password=PASSWORD):
    return anybody.post(f"{AUTH}/login", {"email": admin.user.email, "password": password})


class TestTokens:
    def test_a_member_gets_them_and_no_cookie(self, anybody, admin):
        answer = log_in(anybody, admin)
        told = answer.json()
        assert told.pop("access_token").count(".") == told.pop("refresh_token").count(".") == 2
        assert told == {
            "message": "Login successful",
            "token_type": "Bearer",
            "expires_in": 3600,
            "user": {"id": admin.user.pk, "email": admin.user.email, "name": admin.user.name},
        }
        assert not answer.cookies

    @pytest.mark.parametrize("prefix", ["Bearer ", ""])
    def test_an_access_token_is_a_credential(self, caller, client, key, logged_in, prefix):
        headers = {"Authorization": prefix + logged_in["access_token"]}
        assert client.get(PATH, headers=headers).status_code == 200
        refresh = {"Authorization": prefix + logged_in["refresh_token"]}
        answer = client.get(PATH, headers=refresh)
        assert (answer.status_code, answer.json()) == (401, {"error": "invalid token"})

    def test_a_key_beside_it_decides_alone(self, client, key, logged_in):
        headers = {"Authorization": f"Bearer {logged_in['access_token']}"}
        headers["x-organization-api-key"] = "prl_wrong"
        assert client.get(PATH, headers=headers).status_code == 401

    def test_it_opens_no_other_api(self, caller, logged_in):
        assert caller(logged_in["access_token"]).get("/v1/chat").status_code == 401

    def test_a_refresh_token_is_good_once(self, caller, anybody, logged_in):
        body = {"refresh_token": logged_in["refresh_token"]}
        answer = anybody.post(f"{AUTH}/refresh", body)
        assert set(answer.json()) == {"access_token", "refresh_token", "token_type", "expires_in"}
        assert caller(answer.json()["access_token"]).get(PATH).status_code == 200
        again = anybody.post(f"{AUTH}/refresh", body)
        assert (again.status_code, again.json()) == (401, {"error": "invalid token"})
        assert again["WWW-Authenticate"]

    def test_an_access_token_gets_no_others(self, anybody, logged_in):
        body = {"refresh_token": logged_in["access_token"]}
        assert anybody.post(f"{AUTH}/refresh", body).status_code == 401

    def test_logging_out_ends_all_of_them_at_once(self, caller, anybody, logged_in):
        by_jwt = caller(logged_in["access_token"])
        answer = by_jwt.post(f"{AUTH}/logout", b"")
        assert (answer.status_code, answer.json()) == (200, {"message": "Logout successful"})
        assert by_jwt.get(PATH).status_code == 401
        assert by_jwt.post(f"{AUTH}/logout", b"").status_code == 401
        body = {"refresh_token": logged_in["refresh_token"]}
        assert anybody.post(f"{AUTH}/refresh", body).status_code == 401

    def test_of_two_refreshes_at_once_one_gets_the_next(self, live):
        tokens = jwt.obtain(MembershipFactory().user)

        def refresh(token):
            body = {"refresh_token": token}
            return httpx.post(f"{live}{AUTH}/refresh", json=body, timeout=120)

        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(refresh, [tokens.refresh] * 8))
        [successor] = [answer.json() for answer in answers if answer.status_code == 200]
        assert [answer.status_code for answer in answers].count(401) == 7
        assert refresh(successor["refresh_token"]).status_code == 200

    def test_another_session_of_theirs_stays(self, caller, anybody, admin, logged_in):
        other = log_in(anybody, admin).json()["access_token"]
        caller(logged_in["access_token"]).post(f"{AUTH}/logout", b"")
        assert caller(other).get(PATH).status_code == 200

    @pytest.mark.parametrize("change", ["password", "is_active"])
    def test_another_password_or_no_account_ends_them(self, caller, admin, logged_in, change):
        if change == "password":
            admin.user.set_password("another long one")
        else:
            admin.user.is_active = False
        admin.user.save()
        assert caller(logged_in["access_token"]).get(PATH).status_code == 401

    def test_an_expired_or_tampered_one_is_401(self, caller, admin, settings):
        settings.HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN = -1
        assert caller(jwt.obtain(admin.user).access).get(PATH).status_code == 401
        settings.HEADLESS_JWT_ACCESS_TOKEN_EXPIRES_IN = 60
        head, claims, signature = jwt.obtain(admin.user).access.split(".")
        assert caller(f"{head}.{claims}x.{signature}").get(PATH).status_code == 401
        assert caller(f"{head}.{claims}.").get(PATH).status_code == 401


class TestLogin:
    def test_a_wrong_password_and_an_unknown_address_are_answered_alike(self, anybody, admin):
        wrong = log_in(anybody, admin, "wrong")
        body = {"email": "nobody@example.com", "password": PASSWORD}
        for answer in (wrong, anybody.post(f"{AUTH}/login", body)):
            assert answer.status_code == 401
            assert answer.json() == {"error": "Invalid email or password"}

    def test_failures_are_limited_also_for_the_right_password_then(self, anybody, admin):
        for _ in range(5):
            assert log_in(anybody, admin, "wrong").status_code == 401
        answer = log_in(anybody, admin)
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 60
        assert answer.json() == {"error": "Too many failed logins. Try again later."}

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({}, "email"),
            ({"email": "a@b.c"}, "password"),
            ({"email": 5, "password": "x"}, "email"),
            ({"email": "a@b.c", "password": ""}, "password"),
            ({"email": "a@b.c", "password": "x" * 4097}, "password"),
            ({"email": "a\0@b.c", "password": "x"}, "email"),
        ],
    )
    def test_what_is_wrong_is_a_flat_400(self, anybody, db, body, path):
        answer = anybody.post(f"{AUTH}/login", body)
        assert answer.status_code == 400
        assert answer.json()["error"].startswith(f"Invalid request data: {path}: ")


ALLOWED = {  # POST, PATCH, DELETE
    Role.VIEWER: (403, 403, 403),
    Role.REVIEWER: (403, 200, 403),
    Role.ADMIN: (201, 200, 200),
    Role.OWNER: (201, 200, 200),
}


class TestRoles:
    @pytest.mark.parametrize(("role", "statuses"), ALLOWED.items())
    def test_nobody_may_do_more_than_on_the_pages(self, api, caller, acme, role, statuses):
        chat = f"{PATH}/{api.post(PATH, session()).json()['chat_id']}"
        by = caller(jwt.obtain(MembershipFactory(organization=acme, role=role).user).access)
        assert by.get(chat).status_code == by.get(PATH).status_code == 200
        answers = by.post(PATH, session()), by.patch(chat, {"title": "B"}), by.delete(chat)
        assert tuple(answer.status_code for answer in answers) == statuses

    def test_what_the_role_lacks_is_named(self, caller, member):
        answer = caller(jwt.obtain(member.user).access).post(PATH, session())
        assert answer.json() == {"error": "Your role lacks the permission chat:create."}

    def test_a_reviewer_makes_no_new_tag(self, api, caller, member):
        chat = f"{PATH}/{api.post(PATH, session()).json()['chat_id']}"
        by = caller(jwt.obtain(member.user).access)
        assert by.patch(chat, {"tags": ["brand new"]}).status_code == 400
        assert by.patch(chat, {"tags": ["delivery"]}).status_code == 200

    def test_their_title_is_a_persons(self, api, caller, member):
        chat = f"{PATH}/{api.post(PATH, session()).json()['chat_id']}"
        assert caller(jwt.obtain(member.user).access).patch(chat, {"title": "Theirs"}).json()[
            "title"
        ] == ("Theirs")
        assert api.patch(chat, {"title": "The API's"}).json()["title"] == "Theirs"

    def test_a_chat_that_they_send_is_theirs(self, caller, admin, acme):
        by = caller(jwt.obtain(admin.user).access)
        chat = by.post(PATH, session(user_id=7)).json()["chat_id"]
        assert by.get(f"{PATH}/{chat}").json()["user_id"] == admin.user.pk
        with within(acme):
            assert ChatDetails.objects.of(acme).get().user_id == admin.user.pk


class TestWhich:
    """The organization that a member means, and its project Default."""

    @pytest.fixture
    def by(self, caller, admin):
        return caller(jwt.obtain(admin.user).access)

    def test_it_is_the_project_default(self, by, caller, acme, other_project):
        ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
        caller("prl_second").post("/v1/chat", roark_chat())
        assert by.get(PATH).json() == []
        assert by.post(PATH, session()).status_code == 201
        assert caller("prl_second").get("/v1/chat").json()["pagination"]["total"] == 1

    @pytest.mark.parametrize("path", [f"{PATH}?slug=rival", "/api/v1/orgs/rival/chats"])
    def test_of_no_member_is_403(self, by, rival, path):
        answer = by.get(path)
        assert answer.status_code == 403
        assert answer.json() == {"error": "you cannot access this organization"}

    def test_of_two_one_must_be_named(self, by, admin, rival):
        MembershipFactory(organization=rival, user=admin.user)
        answer = by.get(PATH)
        assert (answer.status_code, answer.json()) == (
            400,
            {"error": "say which organization: ?slug="},
        )
        for path in (f"{PATH}?slug=rival", "/api/v1/orgs/acme/chats"):
            assert by.get(path).status_code == 200

    def test_who_was_removed_is_out(self, by, admin):
        admin.delete()
        assert by.get(PATH).status_code == 403


class TestSession:
    @pytest.fixture
    def visiting(self, admin):
        visiting = Client(enforce_csrf_checks=True)
        visiting.force_login(admin.user)
        return visiting

    def test_a_session_reads(self, visiting):
        assert visiting.get(PATH).status_code == 200

    def test_and_writes_with_a_csrf_token_alone(self, visiting):
        answer = visiting.post(PATH, session(), "application/json")
        assert answer.status_code == 403
        assert "CSRF" in answer.json()["error"]
        token = visiting.get("/accounts/password/change/").cookies["csrftoken"].value
        told = {"content_type": "application/json", "headers": {"X-CSRFToken": token}}
        assert visiting.post(PATH, session(), **told).status_code == 201
        told["content_type"] = "application/x-www-form-urlencoded"
        assert visiting.post(PATH, json.dumps(session()), **told).status_code == 201
        told["content_type"] = "multipart/form-data"
        assert visiting.post(PATH, json.dumps(session()), **told).status_code == 201

    def test_the_cookie_auth_token_is_taken_as_a_session_is(self, admin):
        browser = Client(enforce_csrf_checks=True)
        browser.cookies["auth_token"] = jwt.obtain(admin.user).access
        assert browser.get(PATH).status_code == 200
        assert browser.post(PATH, session(), "application/json").status_code == 403
        browser.cookies["auth_token"] = "a.b.c"
        assert browser.get(PATH).status_code == 401


def test_sent_again_under_one_key_it_is_done_once_by_each(api, caller, admin, acme):
    key = {"Idempotency-Key": "k-1"}
    other = MembershipFactory(organization=acme, role=Role.OWNER)
    by = [caller(jwt.obtain(who.user).access) for who in (admin, other)]
    ids = [one.post(PATH, session(), **key).json()["chat_id"] for one in (*by, *by, api, api)]
    assert ids[:2] == ids[2:4]
    assert len(set(ids)) == 3
