import pytest
from django.template import engines
from django.test import RequestFactory

from organizations.context import organizations
from tests.factories import MembershipFactory, UserFactory


def test_in_one_organization_it_leads_to_its_chats(client, member):
    assert client.get("/").url == "/o/acme/chats/"


def test_in_several_it_lets_choose(client, member, rival):
    MembershipFactory(organization=rival, user=member.user)
    page = client.get("/").content.decode()
    assert "/o/acme/chats/" in page
    assert "/o/rival/chats/" in page


def test_in_none_it_says_what_to_do(client, acme):
    client.force_login(UserFactory(email="alone@example.com"))
    page = client.get("/").content.decode()
    assert "to invite <b>alone@example.com</b>" in page
    assert "/admin/" not in page


def test_in_none_who_runs_parley_is_led_to_the_admin(client, db):
    client.force_login(UserFactory(is_staff=True))
    assert "/admin/organizations/organization/add/" in client.get("/").content.decode()


def test_nobody_in_particular_is_sent_to_log_in(client, db):
    assert client.get("/").url == "/accounts/login/?next=/"


def test_the_rail_leads_to_the_readers_other_organizations_alone(client, owner, rival):
    page = client.get("/o/acme/settings/members/").content.decode()
    assert "/o/rival/" not in page
    MembershipFactory(organization=rival, user=owner.user)
    assert "/o/rival/chats/" in client.get("/o/acme/settings/members/").content.decode()


@pytest.mark.parametrize("looks", [0, 2])
def test_memberships_cost_one_statement_where_a_page_looks(
    member, looks, django_assert_num_queries
):
    request = RequestFactory().get("/")
    request.user = member.user
    template = engines["django"].from_string("{{ memberships|length }}" * looks)
    with django_assert_num_queries(min(looks, 1)):
        assert template.render(organizations(request)) == "1" * looks


def test_may_is_there_by_the_names_of_the_acts(member):
    request = RequestFactory().get("/")
    request.user, request.membership = member.user, member
    may = organizations(request)["may"]
    assert may["annotate"]
    assert not may["keys"]
