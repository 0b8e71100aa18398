import re
from datetime import timedelta

import pytest
from django.utils import timezone

from organizations import keys, scopes
from organizations.access import API_PERMISSIONS, COARSE, SCOPES
from organizations.models import ApiKey
from tests.factories import ApiKeyFactory, ProjectFactory

PAGE = "/o/acme/settings/keys/"


@pytest.fixture
def new_key(client, owner, project):
    """POST the form of a new key."""

    def post(**changes):
        form = {"name": "Bot", "project": project.pk, "scopes": ["WRITE"], "expires": "90"}
        return client.post(PAGE + "new/", form | changes)

    return post


def test_lists_the_organizations_own_keys(client, owner, acme, rival):
    ours, theirs = ApiKeyFactory(organization=acme), ApiKeyFactory(organization=rival)
    page = client.get(PAGE).content.decode()
    assert ours.name in page
    assert ours.prefix in page
    assert theirs.name not in page
    assert ours.hash not in page


def test_a_key_is_shown_once_with_a_curl_line(client, new_key):
    page = new_key().content.decode()
    key = ApiKey.objects.get(name="Bot")
    secret = page.split('id="secret"')[1].split('value="')[1].split('"')[0]
    assert keys.find(secret) == key
    assert f"Authorization: Bearer {secret}" in page.replace("&quot;", '"')
    assert secret not in client.get(PAGE).content.decode()


def test_the_answer_with_the_secret_is_kept_nowhere(client, new_key):
    answer = new_key()
    assert "no-store" in answer["Cache-Control"]
    assert "prl_" not in str(dict(client.session))
    assert "messages" not in answer.cookies


def test_a_new_key_has_what_was_chosen(new_key, owner, project):
    new_key(scopes=["READ", "chat:create"])
    key = ApiKey.objects.get(name="Bot")
    assert (key.project, key.scopes) == (project, ["READ", "chat:create"])
    assert (key.created_by, key.days_left) == (owner.user, 90)


def test_the_form_explains_each_scope_in_its_group(client, owner, project):
    page = client.get(PAGE + "new/").content.decode()
    for name in set(SCOPES) - {"config:apply"}:
        assert page.count(f'name="scopes" value="{name}"') == 1, name
    assert "<summary>Choose one by one</summary>" in page
    assert "<details open>" not in page
    assert "recordingUrlAccess says RESTRICTED" in page


def test_every_scope_that_anything_asks_for_is_offered_and_no_other():
    assert set(scopes.FINE) == set(SCOPES) - set(COARSE) - {"config:apply"}
    assert set(API_PERMISSIONS.values()) - {None} <= set(scopes.FINE)


def test_scopes_that_were_chosen_one_by_one_stay_to_be_seen(new_key):
    page = new_key(name="", scopes=["recording:read", "call:read"]).content.decode()
    assert "<details open>" in page
    assert re.search('value="recording:read"[^>]* checked', page)


def test_a_key_need_not_expire(new_key):
    new_key(expires="never")
    assert ApiKey.objects.get(name="Bot").expires_at is None


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"expires": "7"}, {"project": 0}])
def test_what_is_wrong_stands_in_the_form_and_what_was_typed_stays(new_key, wrong):
    page = new_key(**{"name": "My bot"} | wrong).content.decode()
    assert 'class="wrong"' in page
    assert "My bot" in page or "name" in wrong
    assert not ApiKey.objects.exists()


def test_a_project_of_another_organization_is_no_choice(new_key, rival):
    new_key(project=ProjectFactory(organization=rival).pk)
    assert not ApiKey.objects.exists()


def test_rotating_shows_the_new_secret_once(client, owner, acme):
    old = ApiKeyFactory(organization=acme, name="Bot")
    answer = client.post(f"{PAGE}{old.pk}/rotate/")
    assert "no-store" in answer["Cache-Control"]
    assert "“Bot” is ready" in answer.content.decode()
    assert [key.state for key in ApiKey.objects.order_by("pk")] == ["revoked", "active"]


def test_revoking_says_that_it_is_done(client, owner, acme):
    key = ApiKeyFactory(organization=acme, name="Bot")
    page = client.post(f"{PAGE}{key.pk}/revoke/", follow=True).content.decode()
    assert "“Bot” is revoked" in page
    assert not ApiKey.objects.active().exists()


@pytest.mark.parametrize("act", ["rotate", "revoke"])
def test_a_key_of_another_organization_can_not_be_touched(client, owner, rival, act):
    theirs = ApiKeyFactory(organization=rival)
    assert client.post(f"{PAGE}{theirs.pk}/{act}/").status_code == 404
    assert ApiKey.objects.active().get() == theirs


def test_a_revoked_key_can_not_be_rotated_back(client, owner, acme):
    key = ApiKeyFactory(organization=acme, revoked_at=timezone.now())
    assert client.post(f"{PAGE}{key.pk}/rotate/").status_code == 404


@pytest.mark.parametrize(
    ("days", "shown"), [(30, "Active"), (8.5, "9 days left"), (0.5, "1 day left"), (-1, "Expired")]
)
def test_the_state_of_a_key_is_told_in_words(client, owner, acme, days, shown):
    ApiKeyFactory(organization=acme, expires_at=timezone.now() + timedelta(days=days))
    assert shown in client.get(PAGE).content.decode()


def test_htmx_gets_the_keys_alone(htmx, owner):
    page = htmx(PAGE).content.decode()
    assert (
        page.partition("</title>")[2].lstrip().startswith('<div class="sheet-page" id="api_keys"')
    )
    assert "<html" not in page


@pytest.mark.parametrize("count", [1, 20])
def test_costs_the_same_queries_however_many_keys(
    client, owner, acme, count, django_assert_num_queries
):
    for _ in range(count):
        ApiKeyFactory(organization=acme, created_by=owner.user)
    # session, user, membership; savepoint, setting, keys, projects, memberships, totals,
    # release, setting
    with django_assert_num_queries(12):
        client.get(PAGE)
