import pytest

from organizations import members
from organizations.models import AuditEvent, Membership, Role
from organizations.tenancy import within
from tests.factories import ApiKeyFactory, MembershipFactory, UserFactory

PAGE = "/o/acme/settings/members/"


@pytest.fixture
def admin(client, acme, owner):
    """Acme's admin, logged in; Acme has an owner too."""
    membership = MembershipFactory(organization=acme, role=Role.ADMIN)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def colleague(acme):
    return MembershipFactory(organization=acme, user__name="Priya Nair")


def role_of(membership):
    return Membership.objects.get(pk=membership.pk).role


def test_lists_the_organizations_own_members(client, owner, colleague, rival):
    theirs = MembershipFactory(organization=rival)
    page = client.get(PAGE).content.decode()
    assert "Priya Nair" in page
    assert colleague.user.email in page
    assert theirs.user.email not in page


def test_shows_what_each_role_may_do(client, member):
    page = client.get(PAGE).content.decode()
    assert "Manage API keys" in page
    assert "Delete conversations" in page


def test_who_may_not_manage_members_gets_no_buttons_for_it(client, member, colleague):
    page = client.get(PAGE).content.decode()
    assert "Priya Nair" in page
    assert "Remove" not in page
    assert "Invite" not in page


def test_an_owner_changes_a_role(client, owner, colleague):
    client.post(f"{PAGE}{colleague.pk}/role/", {"role": "admin"})
    assert role_of(colleague) == Role.ADMIN


def test_the_form_for_a_role_opens_at_the_one_they_have(client, owner, colleague):
    page = client.get(f"{PAGE}{colleague.pk}/role/").content.decode()
    assert 'value="reviewer"' in page.split("checked")[0].rsplit("<input", 1)[1]


def test_a_role_that_there_is_not_is_refused_beside_the_field(client, owner, colleague):
    page = client.post(f"{PAGE}{colleague.pk}/role/", {"role": "king"}).content.decode()
    assert "king is not one of the available choices" in page
    assert role_of(colleague) == Role.REVIEWER


def test_the_last_owner_can_not_be_demoted(client, owner):
    page = client.post(f"{PAGE}{owner.pk}/role/", {"role": "admin"}).content.decode()
    assert "is the only owner" in page
    assert role_of(owner) == Role.OWNER


def test_the_last_owner_can_not_be_removed(client, owner):
    page = client.post(f"{PAGE}{owner.pk}/remove/").content.decode()
    assert "is the only owner" in page
    assert role_of(owner) == Role.OWNER


def test_one_of_two_owners_can_go(client, owner, acme):
    other = MembershipFactory(organization=acme, role=Role.OWNER)
    assert client.post(f"{PAGE}{owner.pk}/remove/").url == "/"
    assert list(Membership.objects.of(acme)) == [other]


def test_an_admin_can_not_make_an_owner(client, admin, colleague):
    for somebody in (admin, colleague):
        client.post(f"{PAGE}{somebody.pk}/role/", {"role": "owner"})
        assert role_of(somebody) != Role.OWNER


def test_an_admin_can_not_touch_an_owner(client, admin, owner):
    client.post(f"{PAGE}{owner.pk}/role/", {"role": "viewer"})
    page = client.post(f"{PAGE}{owner.pk}/remove/").content.decode()
    assert "Only an owner can" in page
    assert role_of(owner) == Role.OWNER


def test_who_is_removed_is_out_at_once_and_keeps_the_account(client, owner, colleague):
    client.post(f"{PAGE}{colleague.pk}/remove/")
    client.force_login(colleague.user)
    assert client.get("/o/acme/settings/members/").status_code == 404
    colleague.user.refresh_from_db()


def test_removing_names_the_keys_that_stay(client, owner, acme, colleague):
    ApiKeyFactory(organization=acme, created_by=colleague.user)
    page = client.get(PAGE).content.decode()
    assert "1 API key that they made keeps working until you revoke it." in page


def test_a_member_of_another_organization_can_not_be_touched(client, owner, rival):
    theirs = MembershipFactory(organization=rival)
    assert client.post(f"{PAGE}{theirs.pk}/remove/").status_code == 404
    assert client.post(f"{PAGE}{theirs.pk}/role/", {"role": "viewer"}).status_code == 404


def test_joining_twice_keeps_the_role(acme):
    user = UserFactory()
    members.join(acme, user, Role.VIEWER, by=None)
    assert members.join(acme, user, Role.ADMIN, by=None).role == Role.VIEWER


def test_what_happens_to_members_is_written_down(client, owner, colleague, acme):
    client.post(f"{PAGE}{colleague.pk}/role/", {"role": "admin"})
    client.post(f"{PAGE}{colleague.pk}/remove/")
    with within(acme):
        events = AuditEvent.objects.filter(about=colleague.user.email).order_by("pk")
        assert [e.act for e in events] == ["member.role_changed", "member.removed"]
        assert events[0].detail == {"from": "reviewer", "to": "admin"}


@pytest.mark.parametrize("count", [1, 20])
def test_costs_the_same_queries_however_many_members(
    client, owner, acme, count, django_assert_num_queries
):
    for _ in range(count):
        MembershipFactory(organization=acme)
    # session, user, membership; savepoint, setting, members, invitations, memberships,
    # totals, release, setting
    with django_assert_num_queries(12):
        client.get(PAGE)
