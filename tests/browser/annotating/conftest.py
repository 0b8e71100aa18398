"""An organization with questions of every kind, and a chat to judge."""

from decimal import Decimal

import pytest

from annotations import score_configs
from annotations.score_configs import Wording
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

QUESTIONS = [
    ("boolean", "conversation", Wording("Solved")),
    ("choice", "conversation", Wording("Handover", choices=["Too late", "On time"])),
    ("number", "conversation", Wording("Tone", "", None, Decimal(1), Decimal(5), Decimal(1))),
    ("number", "conversation", Wording("Facts", "", None, Decimal(0), Decimal(100), Decimal(5))),
    ("text", "conversation", Wording("Next step")),
    ("boolean", "turn", Wording("Right")),
]


@pytest.fixture
def acme(live):
    user = UserFactory(name="Ada")
    organization = OrganizationFactory(slug=f"annotating-{user.pk}", name="Annotating")
    MembershipFactory(organization=organization, user=user, role="admin")
    organization.user = user
    for question in QUESTIONS:
        score_configs.make(organization, *question, Actor(user))
    return organization


@pytest.fixture
def talk(acme):
    return chat(Project.objects.of(acme).get(), "Where is it?", "agent: On its way", "Thanks")


@pytest.fixture
def show(live, acme, talk, sign_in):
    """Opens the chat in a browser page, as the owner or as somebody else."""

    def show(page, user=None, part="Annotate"):
        sign_in(page, user or acme.user)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{live}/o/{acme.slug}/chats/{talk.pk}/")
        if part:
            page.get_by_role("tab", name=part).click()
        return page

    return show


@pytest.fixture
def rows(acme, talk):
    def read(model):
        with within(acme):
            return list(model.objects.of(acme).filter(conversation=talk).order_by("pk"))

    return read
