"""A conversation of Acme's, two people who think something of it, and a program."""

import pytest

from browsing.search import matching
from conversations.models import SearchRow
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import ApiKeyFactory, MembershipFactory, UserFactory
from tests.talk import chat


@pytest.fixture
def conversation(project):
    return chat(project, "Where is my parcel?", "agent: It is late, sorry.")


@pytest.fixture
def theirs(rival):
    """A conversation of the rival's."""
    return chat(Project.objects.of(rival).get(), "Our secret")


def person(acme, **columns):
    return Actor(MembershipFactory(organization=acme, user=UserFactory(**columns)).user)


@pytest.fixture
def ada(acme):
    return person(acme, name="Ada Lovelace", email="ada@acme.example")


@pytest.fixture
def bob(acme):
    """Who wants e-mails about mentions."""
    return person(acme, name="Bob", email="bob@acme.example", mails_mentions=True)


@pytest.fixture
def program(acme, project):
    return Actor(api_key=ApiKeyFactory(organization=acme, project=project, name="CRM"))


@pytest.fixture
def within_acme(acme):
    """The whole test is within Acme, to look at rows."""
    with within(acme):
        yield


@pytest.fixture
def finds(acme):
    """finds("vip"): the titles of Acme's conversations that a search gives, the oldest first."""

    def read(text):
        with within(acme):
            rows = matching(SearchRow.objects.of(acme), acme, text).order_by("pk")
            return list(rows.values_list("about", flat=True))

    return read


@pytest.fixture
def part():
    """part(conversation, "notes"): what its search document says there."""

    def read(conversation, name):
        with within(conversation.organization):
            rows = SearchRow.objects.of(conversation.organization)
            return rows.values_list(name, flat=True).get(pk=conversation.pk)

    return read
