import pytest
from rest_framework.exceptions import PermissionDenied

from organizations.access import ACTS, API_PERMISSIONS, SCOPES, Act, granted, may
from organizations.authentication import demand
from organizations.models import ApiKey, Role
from tests.addresses import ask, of_an_organization
from tests.factories import UserFactory


@pytest.mark.parametrize("role", Role)
def test_every_page_is_open_to_the_roles_of_its_act_alone(client, member, role):
    member.role = role
    member.save()
    for route, view in of_an_organization():
        refused = ask(client, route).status_code == 403
        assert refused == (role not in ACTS[view.scoped_to_organization]), route


def test_outsiders_get_404_everywhere(client, acme):
    client.force_login(UserFactory())
    answers = {route: ask(client, route).status_code for route, _ in of_an_organization()}
    assert set(answers.values()) == {404}, answers


def test_members_of_another_organization_get_404_everywhere(client, member, rival):
    for route, _ in of_an_organization():
        assert ask(client, route.replace("<slug:organization>", "rival")).status_code == 404, route


def test_nobody_in_particular_is_sent_to_log_in_and_back(client, acme):
    answer = client.get("/o/acme/settings/members/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/o/acme/settings/members/"


def test_htmx_is_told_to_go_to_the_login_page_whole(client, acme):
    page = "http://testserver/o/acme/chats/?q=refund"
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    answer = client.get("/o/acme/chats/?after=x", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/login/?next=/o/acme/chats/%3Fq%3Drefund"


def test_a_refusal_names_role_and_act(client, member):
    answer = client.get("/o/acme/settings/keys/")
    assert "Your role, reviewer, may not manage API keys." in answer.content.decode()


def test_every_act_has_its_roles_and_the_owner_may_everything():
    assert set(ACTS) == set(Act)
    assert all(Role.OWNER in roles for roles in ACTS.values())


@pytest.mark.parametrize(("role", "acts"), [(Role.VIEWER, 1), (Role.REVIEWER, 3), (Role.ADMIN, 11)])
def test_roles_grow_by_acts(member, role, acts):
    member.role = role
    assert sum(may(member, act) for act in Act) == acts


def test_coarse_scopes_grant_what_stands_below_them():
    assert "chat:read" in granted(["READ"])
    assert "chat:create" in granted(["WRITE"])
    assert granted(["WRITE"]).isdisjoint(granted(["READ"]))
    assert granted(["chat:create"]) == {"chat:create"}
    assert granted([]) == set()


def test_every_permission_of_the_api_is_a_scope_that_a_key_can_have():
    assert {permission for permission in API_PERMISSIONS.values() if permission} <= set(SCOPES)


def test_demand_names_the_permission_that_is_missing():
    key = ApiKey(scopes=["READ"])
    demand(key, "chat:read")
    with pytest.raises(PermissionDenied, match="chat:create"):
        demand(key, "chat:create")
