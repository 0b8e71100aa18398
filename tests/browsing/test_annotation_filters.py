"""Lists narrowed by what people think: review state, notes, scores, tags, and by whom."""

from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains

from annotations import annotate, notes, review, score_configs, scores
from annotations.places import Place
from annotations.score_configs import Wording
from organizations.actors import Actor
from tests.factories import ApiKeyFactory, MembershipFactory, UserFactory
from tests.talk import chat

CHATS = "/o/acme/chats/"


@pytest.fixture
def me(member):
    return Actor(member.user)


@pytest.fixture
def ada(acme):
    return Actor(MembershipFactory(organization=acme, user=UserFactory(name="Ada")).user)


@pytest.fixture
def crm(acme, project):
    return Actor(api_key=ApiKeyFactory(organization=acme, project=project, name="CRM"))


@pytest.fixture
def found(client, me):
    def get(**query):
        page = client.get(CHATS, query).context["page"]
        assert page.total == len(page.conversations)
        return sorted(row.title for row in page.conversations)

    return get


@pytest.fixture
def faults(client, me):
    return lambda **query: client.get(CHATS, query).context["faults"]


@pytest.fixture
def config(acme, me):
    """config("number", "Quality", minimum=…): an organization's question."""

    def make(kind, name, level="conversation", **wording):
        return score_configs.make(acme, kind, level, Wording(name, **wording), me)

    return make


def test_review_state_and_who_set_it(project, found, me, ada):
    for title, state, by in (("mine", "reviewed", me), ("hers", "in_review", ada)):
        review.mark(chat(project, title), state, by)
    chat(project, "untouched")
    assert found(review="reviewed") == found(review_by="me") == ["mine"]
    assert found(review="in_review") == found(review_by="ADA") == ["hers"]
    assert found(review="new") == ["untouched"]
    assert found(review="waiting") == ["hers", "untouched"]
    assert found(review="reviewed", review_by="ada") == []


def test_a_total_of_mine_is_not_told_to_others(project, client, found, me, ada):
    review.mark(chat(project, "mine"), "reviewed", me)
    assert found(review_by="me") == ["mine"]
    client.force_login(ada.person)
    further_down = {"review_by": "me", "newer_than": "x"}  # where totals of the first page do
    assert client.get(CHATS, further_down).context["page"].total == 0


def test_somebody_is_found_by_e_mail_and_by_the_name_they_had(project, found, ada):
    review.mark(chat(project, "hers"), "reviewed", ada)
    assert found(review_by=ada.person.email) == ["hers"]
    ada.person.delete()
    assert found(review_by="Ada") == ["hers"]


def test_notes_that_stand_and_those_that_are_open(project, found, me):
    settled = notes.write(chat(project, "settled"), "Done", me)
    notes.resolve(settled, me)
    gone = notes.write(chat(project, "gone"), "Oh", me)
    notes.delete(gone, me)
    answered = notes.write(chat(project, "open"), "Why?", me)
    notes.reply(answered, "Because", me)
    assert found(notes="yes") == ["open", "settled"]
    assert found(notes="open") == ["open"]
    assert found(notes="no") == ["gone"]


def test_a_number_by_value_and_by_bounds(project, found, config, me):
    quality = config("number", "Quality", minimum=Decimal(1), maximum=Decimal(5))
    for number in (1, 3, 5):
        scores.score(chat(project, f"{number}"), quality, Decimal(number), me)
    chat(project, "none")
    assert found(score="quality") == ["1", "3", "5"]
    assert found(score="Quality = 3") == found(score="Quality=2..4") == ["3"]
    assert found(score="Quality>=3") == found(score="Quality = 3..") == ["3", "5"]
    assert found(score="Quality ≤ 1") == ["1"]


def test_answers_and_several_scores_at_once(project, found, config, me):
    polite, outcome = config("boolean", "Polite?"), config("choice", "A, B", choices=["x, y", "z"])
    both, one = chat(project, "both"), chat(project, "one")
    for conversation in (both, one):
        scores.score(conversation, polite, True, me)
    scores.score(both, outcome, "x, y", me)
    scores.score(one, outcome, "z", me)
    assert found(score="Polite? = yes") == ["both", "one"]
    assert found(score="a, b = X, y") == ["both"]
    assert found(score="Polite? = yes, Polite? = no") == []


def test_of_any_author_or_of_one(project, found, config, me, ada, crm):
    polite = config("boolean", "Polite")
    conversation = chat(project, "two opinions")
    scores.score(conversation, polite, True, me)
    scores.score(conversation, polite, False, ada)
    scores.score(chat(project, "a program's"), polite, True, crm)
    assert found(score="Polite=no") == ["two opinions"]
    assert found(score="Polite=no", score_by="me") == []
    assert found(score_by="ada") == ["two opinions"]
    assert found(score_by="crm") == ["a program's"]


def test_a_score_taken_back_is_none_and_one_of_a_turn_counts(project, found, config, me):
    clear = config("boolean", "Clear", level="turn")
    scores.score(chat(project, "turned", "more"), clear, True, me, Place(turn=2))
    scores.withdraw(scores.score(chat(project, "back"), clear, True, me, Place(turn=1)), me)
    assert found(score="clear") == ["turned"]


def test_archived_scores_are_still_understood(project, found, config, me):
    old = config("boolean", "Old")
    scores.score(chat(project, "scored"), old, True, me)
    score_configs.archive(old, me)
    assert found(score="Old = yes") == ["scored"]


def test_a_tag_on_a_turn_counts(project, found, me):
    annotate.tag(chat(project, "turned", "more"), ["vip"], me, Place(turn=2))
    chat(project, "bare")
    assert found(tag_any="VIP") == ["turned"]
    assert found(tag_none="vip") == ["bare"]


@pytest.mark.parametrize(
    "asked",
    ["Nonesuch", "Quality = many", "Quality > 3", "Quality =", "Quality >= 1e99", "Polite >= 1"],
)
def test_what_no_score_can_be_is_said(project, faults, config, asked):
    config("number", "Quality", minimum=Decimal(1))
    config("boolean", "Polite")
    [fault] = faults(score=asked)
    assert fault.startswith("Score: ")


def test_a_rivals_score_is_none(rival, project, faults):
    score_configs.make(rival, "boolean", "conversation", Wording("Theirs"), Actor())
    assert faults(score="Theirs") == ["Score: There is no score “Theirs”."]


def test_the_filters_page_offers_scores_and_people(client, config, ada):
    config("choice", "Outcome", choices=["solved", "open"])
    page = client.get(f"{CHATS}filters/")
    assertContains(page, '<option value="Outcome = solved">')
    assertContains(page, '<option value="Ada">')
