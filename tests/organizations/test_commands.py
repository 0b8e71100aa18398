import io

import pytest
from django.core.management import CommandError, call_command

from organizations import keys
from organizations.models import ApiKey, Membership, Organization, Project, User
from tests.factories import MembershipFactory, UserFactory


def run(*words):
    """What the command writes, line by line."""
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().splitlines()


def test_create_organization_makes_it_with_its_default_project(db):
    run("create_organization", "acme", "--name", "Acme", "--time-zone", "Europe/Istanbul")
    acme = Organization.objects.get(slug="acme")
    assert (acme.name, acme.time_zone) == ("Acme", "Europe/Istanbul")
    assert Project.objects.of(acme).get().slug == "default"


def test_create_organization_again_changes_nothing(acme):
    assert "exists already" in run("create_organization", "acme", "--name", "Other")[0]
    acme.refresh_from_db()
    assert acme.name == "Acme"


@pytest.mark.parametrize(
    ("words", "told"), [(["a b"], "slug: Enter a valid"), (["a", "--time-zone", "Mars"], "no time")]
)
def test_create_organization_says_what_is_wrong(db, words, told):
    with pytest.raises(CommandError, match=told):
        run("create_organization", *words)


def test_create_project_makes_one_and_again_changes_nothing(acme):
    run("create_project", "acme", "eu", "--name", "Europe")
    assert "exists already" in run("create_project", "acme", "eu")[0]
    assert Project.objects.of(acme).get(slug="eu").name == "Europe"


def test_an_organization_that_there_is_not_is_told_with_those_there_are(acme):
    with pytest.raises(CommandError, match="No organization.*There are: acme"):
        run("create_project", "acmee", "eu")


def test_create_api_key_prints_the_key_alone_on_its_last_line(acme):
    secret = run("create_api_key", "acme", "--name", "Bot")[-1]
    key = keys.find(secret)
    assert (key.name, key.project.slug, key.scopes) == ("Bot", "default", ["READ", "WRITE"])


def test_create_api_key_takes_scopes_a_project_and_a_rate(acme):
    run("create_project", "acme", "eu")
    words = ["--scopes", "READ", "chat:create", "--project", "eu", "--requests-a-minute", "60"]
    key = keys.find(run("create_api_key", "acme", "--name", "Bot", *words)[-1])
    assert (key.project.slug, key.scopes) == ("eu", ["READ", "chat:create"])
    assert key.requests_a_minute == 60


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--name", "Bot", "--project", "us"], "no project us. It has: default"),
        (["--name", "Bot", "--scopes", "FLY"], "invalid choice: 'FLY'"),
        (["--name", " "], "1 to 100 characters"),
        (["--name", "Bot", "--requests-a-minute", "0"], "1 to 1,000,000 requests a minute"),
        (["--name", "Bot", "--requests-a-minute", "many"], "invalid int value"),
        ([], "--name"),
    ],
)
def test_create_api_key_says_what_is_wrong(acme, words, told):
    with pytest.raises(CommandError, match=told):
        run("create_api_key", "acme", *words)
    assert not ApiKey.objects.exists()


def test_create_member_makes_an_account_and_prints_its_password_last(acme):
    password = run("create_member", "acme", "Ada@Example.com", "--role", "owner")[-1]
    membership = Membership.objects.of(acme).get()
    assert (membership.user.email, membership.role) == ("ada@example.com", "owner")
    assert membership.user.check_password(password)


def test_create_member_takes_the_password_from_standard_input(acme, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    told = run("create_member", "acme", "ada@example.com", "--password-stdin")
    assert User.objects.get().check_password("correct horse battery")
    assert "correct" not in "".join(told)


def test_create_member_refuses_a_weak_password_whole(acme, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError, match="too short"):
        run("create_member", "acme", "ada@example.com", "--password-stdin")
    assert not User.objects.exists()


def test_create_member_leaves_an_account_that_exists_alone(acme):
    UserFactory(email="ada@example.com", name="Ada")
    told = run("create_member", "acme", "ada@example.com", "--name", "Other")
    assert told == ["ada@example.com is a member of acme: reviewer."]
    assert User.objects.get().name == "Ada"


def test_create_member_again_changes_the_role_only_if_one_is_given(acme):
    MembershipFactory(organization=acme, user__email="ada@example.com", role="admin")
    run("create_member", "acme", "ada@example.com")
    assert Membership.objects.get().role == "admin"
    run("create_member", "acme", "ada@example.com", "--role", "viewer")
    assert Membership.objects.get().role == "viewer"


def test_create_member_keeps_the_last_owner(acme):
    MembershipFactory(organization=acme, user__email="ada@example.com", role="owner")
    with pytest.raises(CommandError, match="is the only owner"):
        run("create_member", "acme", "ada@example.com", "--role", "viewer")


def test_create_member_refuses_what_is_no_address(acme):
    with pytest.raises(CommandError, match="no e-mail address"):
        run("create_member", "acme", "ada")
