import pytest

from organizations.models import AuditEvent, Membership, Role
from organizations.tenancy import within
from tests.factories import MembershipFactory, UserFactory

PLACES = "/admin/organizations/membership/"


@pytest.fixture
def console(client, db):
    client.force_login(UserFactory(email="root@example.com", is_staff=True))
    return client


@pytest.fixture
def owner(acme):
    return MembershipFactory(organization=acme, role=Role.OWNER, user__email="ada@acme.example")


def told(acme):
    """What its audit says of members, newest first."""
    with within(acme):
        events = AuditEvent.objects.of(acme).filter(act__startswith="member.").order_by("-pk")
        return list(events.values_list("act", "actor__email", "about"))


def test_who_joins_here_is_told_of_in_the_organizations_audit(console, acme):
    new = UserFactory(email="new@acme.example")
    console.post(f"{PLACES}add/", {"user": new.pk, "organization": acme.pk, "role": "viewer"})
    assert Membership.objects.get(user=new).role == Role.VIEWER
    assert told(acme) == [("member.joined", "root@example.com", new.email)]


def test_a_role_changes_and_the_person_stays(console, acme, owner):
    other = MembershipFactory(organization=acme, role=Role.VIEWER)
    form = {"role": "owner", "user": owner.user.pk}
    console.post(f"{PLACES}{other.pk}/change/", form)
    changed = Membership.objects.get(pk=other.pk)
    assert (changed.role, changed.user) == (Role.OWNER, other.user)
    assert told(acme)[0][0] == "member.role_changed"


def test_the_last_owner_stays_one_and_the_form_says_why(console, owner):
    page = console.post(f"{PLACES}{owner.pk}/change/", {"role": "viewer"}).content.decode()
    assert "is the only owner" in page
    assert Membership.objects.get(pk=owner.pk).role == Role.OWNER


def test_the_last_owner_is_not_removed(console, owner):
    page = console.post(f"{PLACES}{owner.pk}/delete/", {"post": "yes"}, follow=True)
    assert "is the only owner" in page.content.decode()
    assert Membership.objects.filter(pk=owner.pk).exists()


def test_of_several_none_is_removed_if_the_last_owner_is_among_them(console, acme, owner):
    other = MembershipFactory(organization=acme, role=Role.VIEWER)
    chosen = {"action": "delete_selected", "_selected_action": [other.pk, owner.pk], "post": "yes"}
    page = console.post(PLACES, chosen, follow=True).content.decode()
    assert "is the only owner" in page
    assert Membership.objects.of(acme).count() == 2
    assert told(acme) == []


def test_another_owner_is_removed_and_told_of(console, acme, owner):
    other = MembershipFactory(organization=acme, role=Role.OWNER)
    console.post(f"{PLACES}{other.pk}/delete/", {"post": "yes"})
    assert not Membership.objects.filter(pk=other.pk).exists()
    assert told(acme)[0][0] == "member.removed"


def test_an_organization_and_a_person_show_their_memberships(console, acme, owner):
    of_acme = console.get(f"/admin/organizations/organization/{acme.pk}/change/").content.decode()
    assert f"{PLACES}{owner.pk}/change/" in of_acme
    of_ada = console.get(f"/admin/organizations/user/{owner.user.pk}/change/").content.decode()
    assert f"{PLACES}{owner.pk}/change/" in of_ada
