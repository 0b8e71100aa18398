"""Rows for tests, plain and predictable; an app's own rows stand below what they belong to."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from organizations import keys
from organizations.found import found
from organizations.models import ApiKey, Invitation, Membership, Organization, Project, Role, User
from organizations.tenancy import within

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class OrganizationFactory(DjangoModelFactory):
    """Founded as in life: with its project Default."""

    class Meta:
        model = Organization

    slug = factory.Sequence(lambda n: f"organization-{n}")
    name = factory.LazyAttribute(lambda o: o.slug.replace("-", " ").title())

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return found(**kwargs)


class OwnedFactory(DjangoModelFactory):
    """Makes a row of an organization within it, as row-level security demands."""

    class Meta:
        abstract = True

    organization = factory.SubFactory(OrganizationFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with within(kwargs["organization"]):
            return super()._create(model_class, *args, **kwargs)


class ProjectFactory(OwnedFactory):
    class Meta:
        model = Project

    slug = factory.Sequence(lambda n: f"project-{n}")
    name = factory.LazyAttribute(lambda o: o.slug.replace("-", " ").title())


class UserFactory(DjangoModelFactory):
    """A person without a password, which costs time; `client.force_login` needs none."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person-{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")


class MembershipFactory(OwnedFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.REVIEWER


class InvitationFactory(OwnedFactory):
    """Its link bears the secret given."""

    class Meta:
        model = Invitation

    class Params:
        secret = factory.Sequence(lambda n: f"invitation-{n}")

    email = factory.Sequence(lambda n: f"invited-{n}@example.com")
    hash = factory.LazyAttribute(lambda o: keys.digest(o.secret))
    invited_by = factory.SubFactory(UserFactory)


class ApiKeyFactory(OwnedFactory):
    """Of a project of its own unless one is given; found by the secret given."""

    class Meta:
        model = ApiKey

    class Params:
        secret = factory.Sequence(lambda n: f"prl_secret-{n}")

    project = factory.SubFactory(
        ProjectFactory, organization=factory.SelfAttribute("..organization")
    )
    name = factory.Sequence(lambda n: f"Key {n}")
    prefix = factory.LazyAttribute(lambda o: o.secret[: keys.SHOWN])
    hash = factory.LazyAttribute(lambda o: keys.digest(o.secret))
    scopes = ["READ", "WRITE"]
