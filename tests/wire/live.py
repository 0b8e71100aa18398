"""Calls to the running server with an organization that no other test shares."""

from uuid import uuid4

import httpx
import pytest

from organizations.models import Project
from tests.factories import ApiKeyFactory, OrganizationFactory


@pytest.fixture
def tenant(live):
    """An organization of the test's own, and the secret of a key to its project Default."""
    return make_tenant()


def make_tenant():
    slug = f"o-{uuid4().hex[:12]}"
    organization = OrganizationFactory(slug=slug)
    project = Project.objects.of(organization).get()
    secret = f"prl_{slug}"
    key = ApiKeyFactory(organization=organization, project=project, secret=secret)
    return key, secret


@pytest.fixture
def http(live, tenant):
    """Plain HTTP to the live server with the tenant's key."""
    headers = {"Authorization": f"Bearer {tenant[1]}"}
    with httpx.Client(base_url=live, headers=headers, timeout=120) as client:
        yield client
