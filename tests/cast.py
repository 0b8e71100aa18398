"""The small cast: two organizations that must not see each other, and a member of the first.

None of them leaves `app.organization_id` set: a view that forgets within() must fail.
"""

from functools import partial

import pytest

from organizations.models import Project, Role
from organizations.tenancy import within
from tests.factories import MembershipFactory, OrganizationFactory


@pytest.fixture
def acme(db):
    return OrganizationFactory(slug="acme", name="Acme")


@pytest.fixture
def rival(db):
    return OrganizationFactory(slug="rival", name="Rival")


@pytest.fixture
def project(acme):
    """Acme's project Default."""
    return Project.objects.of(acme).get()


@pytest.fixture
def member(acme, client):
    """A reviewer of Acme's, logged in with `client`; for another role change it and save."""
    membership = MembershipFactory(organization=acme)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def admin(member):
    """That member as an admin."""
    member.role = Role.ADMIN
    member.save()
    return member


@pytest.fixture
def htmx(client):
    """GET as htmx does for a fragment: htmx("/o/acme/chats/")."""
    return partial(client.get, headers={"HX-Request": "true"})


@pytest.fixture
def rows(acme):
    """rows(Delivery): all of Acme's, the oldest first."""

    def read(model):
        with within(acme):
            return list(model.objects.of(acme).order_by("pk"))

    return read
