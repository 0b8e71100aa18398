from organizations.models import Project
from tests.factories import ApiKeyFactory, InvitationFactory, MembershipFactory


def test_an_organization_comes_with_its_default_project(acme):
    assert [(p.slug, p.name) for p in Project.objects.of(acme)] == [("default", "Default")]


def test_factories_make_rows_of_the_organization_given(acme, member):
    assert ApiKeyFactory(organization=acme).project.organization == acme
    assert InvitationFactory(organization=acme).organization == acme
    assert MembershipFactory(organization=acme).organization == acme
