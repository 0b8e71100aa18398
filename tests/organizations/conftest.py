import pytest

from organizations.models import Role
from tests.factories import MembershipFactory


@pytest.fixture
def owner(acme, client):
    """Acme's owner, logged in with `client`."""
    membership = MembershipFactory(organization=acme, role=Role.OWNER)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def quick_passwords(settings):
    """Hashing that takes no time, for tests that log in by password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
