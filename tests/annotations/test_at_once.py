"""People who write at the same moment: threads of their own, and rows that are committed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from annotations import history, score_configs, scores
from annotations.models import Score
from annotations.score_configs import Wording
from organizations.actors import Actor
from organizations.models import Project
from organizations.tenancy import within
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.talk import chat

ROUNDS = 10


@pytest.fixture
def organization(live):
    return OrganizationFactory(slug=f"o-{uuid4().hex[:12]}")


@pytest.fixture
def person(organization):
    def make(name):
        user = UserFactory(name=name, email=f"{uuid4().hex}@example.com")
        return Actor(MembershipFactory(organization=organization, user=user).user)

    return make


@pytest.fixture
def scored(organization, person):
    """A conversation, and a number to give it."""
    made = score_configs.make(
        organization, "number", "conversation", Wording("Worth"), person("Maker")
    )
    return chat(Project.objects.of(organization).get(), "Where is my parcel?"), made


def at_once(*acts):
    """Do all of them in the same moment, each by a connection of its own."""
    together = Barrier(len(acts))

    def run(act):
        try:
            together.wait(timeout=120)
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result()


def give(scored, value, by):
    conversation, config = scored
    return lambda: scores.score(conversation, config, value, by)


@pytest.mark.slow
def test_two_people_end_with_both_values_in_history(organization, scored, person):
    ada, bob = person("Ada"), person("Bob")
    for number in range(ROUNDS):
        at_once(give(scored, number, ada), give(scored, 100 + number, bob))
    with within(organization):
        conversation, config = scored
        ever = [int(one.value) for one in scores.history(conversation, config)]
        now = {one.by: int(one.value) for one in scores.current(conversation)}
        told = [one.detail["value"] for one in history.page(conversation).happenings if one.detail]
    assert sorted(ever) == [*range(ROUNDS), *range(100, 100 + ROUNDS)]
    assert now == {"Ada": ROUNDS - 1, "Bob": 100 + ROUNDS - 1}
    assert sorted(told) == sorted(ever)


@pytest.mark.slow
def test_one_person_in_two_tabs_has_one_score_and_both_in_history(organization, scored, person):
    ada = person("Ada")
    for number in range(ROUNDS):
        at_once(give(scored, number, ada), give(scored, 100 + number, ada))
    with within(organization):
        rows = Score.objects.of(organization)
        assert rows.filter(is_current=True).count() == 1
        assert rows.count() == 2 * ROUNDS
