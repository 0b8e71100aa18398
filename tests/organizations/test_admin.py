import re

import pytest
from django.contrib.admin import site

from organizations import keys
from organizations.models import ApiKey, Membership, Organization, Project, User
from tests.factories import (
    ApiKeyFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)

PLACE = "/admin/organizations/"
PAGES = ["organization", "project", "membership", "invitation", "apikey", "user"]


@pytest.fixture
def console(client, db):
    """The client of a person who runs this Parley, and belongs to no organization."""
    user = UserFactory(email="root@example.com", is_staff=True)
    client.force_login(user)
    client.person = user
    return client


@pytest.fixture
def rows(acme):
    """A row of each kind, of Acme's, and none that the search for "no such" finds."""
    user = MembershipFactory(organization=acme, user__email="ada@acme.example").user
    return {
        "organization": acme,
        "project": Project.objects.of(acme).get(),
        "membership": Membership.objects.get(user=user),
        "invitation": InvitationFactory(organization=acme, email="new@acme.example"),
        "apikey": ApiKeyFactory(organization=acme, name="Acme bot"),
        "user": user,
    }


def test_its_index_is_titled_parley_and_shows_no_content(console):
    page = console.get("/admin/").content.decode()
    assert "Parley" in page
    shown = {model._meta.model_name for model in site._registry}
    assert shown == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_list_loads_and_searches(console, rows, name):
    found = console.get(f"{PLACE}{name}/?q=acme")
    assert str(rows[name].pk) in str(found.context["cl"].result_list.values_list("pk"))
    assert not console.get(f"{PLACE}{name}/?q=no+such").context["cl"].result_count


@pytest.mark.parametrize("name", PAGES)
def test_every_row_opens_and_tells_no_hash(console, rows, name):
    answer = console.get(f"{PLACE}{name}/{rows[name].pk}/change/")
    assert answer.status_code == 200
    assert rows["apikey"].hash not in answer.content.decode()
    assert rows["invitation"].hash not in answer.content.decode()


@pytest.mark.parametrize("name", ["organization", "project", "apikey", "user"])
def test_what_much_hangs_on_is_not_deleted_here(console, rows, name):
    assert console.get(f"{PLACE}{name}/{rows[name].pk}/delete/").status_code == 403


def test_who_is_not_logged_in_goes_to_the_one_login_page(client, db):
    answer = client.get("/admin/", follow=True)
    assert answer.request["PATH_INFO"] == "/accounts/login/"


def test_members_without_the_right_are_refused(client, member):
    assert client.get("/admin/", follow=True).status_code == 403


def test_without_its_slash_it_is_found_too(console):
    assert console.get("/admin", follow=True).status_code == 200


def test_an_organization_made_here_has_its_default_project(console):
    form = {"name": "New", "slug": "new", "time_zone": "Europe/Istanbul"}
    console.post(f"{PLACE}organization/add/", form)
    made = Organization.objects.get(slug="new")
    assert made.time_zone == "Europe/Istanbul"
    assert Project.objects.of(made).get().slug == "default"


def test_a_person_made_here_can_log_in_by_any_case_of_the_address(console, quick_passwords):
    secret = {"password1": "a long enough one", "password2": "a long enough one"}
    form = {"email": "Ada@Example.com", "name": "Ada", **secret}
    console.post(f"{PLACE}user/add/", form)
    assert User.objects.get(name="Ada").email == "ada@example.com"
    console.logout()
    login = {"login": "ADA@example.com", "password": "a long enough one"}
    assert console.post("/accounts/login/", login).url == "/"


def test_an_address_that_is_taken_is_refused(console):
    UserFactory(email="ada@example.com")
    secret = {"password1": "a long enough one", "password2": "a long enough one"}
    form = {"email": "ADA@example.com", **secret}
    page = console.post(f"{PLACE}user/add/", form).content.decode()
    assert "already" in page


@pytest.fixture
def made(console, project):
    form = {"project": project.pk, "name": "Bot", "scopes": ["READ"]}
    return console.post(f"{PLACE}apikey/add/", form)


def test_a_key_made_here_is_shown_once_and_kept_nowhere(console, made):
    secret = re.search(r'value="(prl_[^"]+)"', made.content.decode())[1]
    assert keys.find(secret).created_by == console.person
    assert "no-store" in made["Cache-Control"]
    assert "messages" not in made.cookies
    assert secret not in console.get(f"{PLACE}apikey/").content.decode()


def test_keys_are_revoked_after_a_question_that_names_them(console, made):
    key = ApiKey.objects.get()
    form = {"action": "revoke", "_selected_action": [key.pk]}
    assert "Bot (" in console.post(f"{PLACE}apikey/", form).content.decode()
    assert ApiKey.objects.active().exists()
    console.post(f"{PLACE}apikey/", form | {"sure": "yes"})
    assert not ApiKey.objects.active().exists()


@pytest.mark.parametrize("state", ["active", "expired", "revoked"])
def test_keys_are_filtered_by_state(console, acme, state):
    for n, at in enumerate(["expires_at", "revoked_at"]):
        ApiKeyFactory(organization=acme, **{at: acme.created_at}, name=f"Old {n}")
    ApiKeyFactory(organization=acme)
    shown = console.get(f"{PLACE}apikey/?state={state}").context["cl"].result_list
    assert [key.state for key in shown] == [state]


@pytest.mark.parametrize("count", [1, 20])
def test_lists_cost_the_same_queries_however_many_rows(
    console, acme, count, django_assert_num_queries
):
    for _ in range(count):
        ApiKeyFactory(organization=acme, created_by=UserFactory())
    with django_assert_num_queries(5):  # session, user, two counts, keys
        console.get(f"{PLACE}apikey/")
