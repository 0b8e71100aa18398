"""Settings, Scores: questions made, reworded with a warning, put in order, archived."""

from decimal import Decimal
from uuid import uuid4

import pytest

from annotations import score_configs, scores
from annotations.models import ScoreConfig
from annotations.score_configs import Wording
from organizations.actors import Actor
from organizations.models import AuditEvent, Role
from organizations.tenancy import within

PAGE = "/o/acme/settings/scores/"
HOSTILE = '<script>alert("x")</script>{{ 7|add:7 }}\u202e'
FORM = {"name": "Solved", "help": "", "kind": "boolean", "level": "conversation"}


@pytest.fixture
def ask(acme, ada):
    """ask("Solved"): a score config of a level."""

    def make(name, kind="boolean", level="conversation", **wording):
        return score_configs.make(acme, kind, level, Wording(name, **wording), ada)

    return make


def of(config, act):
    return f"{PAGE}{config.public_id}/{act}/"


def kept(acme, key="solved"):
    with within(acme):
        return ScoreConfig.objects.of(acme).select_related("current").filter(key=key).first()


def names(acme):
    with within(acme):
        return [str(config) for config in score_configs.configs(acme)]


def test_the_list_tells_question_answer_keys_and_number_of_scores(
    client, member, conversation, ada, bob, ask
):
    solved = ask("Solved", help="Did it end well?")
    ask("Mood", "choice", choices=["good", "bad"])
    ask("Politeness", "number", minimum=Decimal(1), maximum=Decimal(5), step=Decimal(1))
    for by in (ada, bob):
        scores.score(conversation, solved, True, by)
    scores.withdraw(scores.score(conversation, solved, False, bob), bob)
    page = client.get(PAGE).content.decode()
    for told in ("Did it end well?", "Yes or no", "good · bad", "1 to 5, in steps of 1"):
        assert told in page
    assert '<kbd class="kbd">q</kbd> <kbd class="kbd">w</kbd>' in page
    assert '1 <span class="hand">score</span>' in page


def test_who_may_not_manage_scores_sees_no_way_to(client, member, ask):
    solved = ask("Solved")
    assert of(solved, "edit") not in client.get(PAGE).content.decode()
    member.role = Role.ADMIN
    member.save()
    assert of(solved, "edit") in client.get(PAGE).content.decode()


def test_another_organizations_scores_are_not_shown_nor_changed(client, admin, rival, ada):
    theirs = score_configs.make(rival, "boolean", "turn", Wording("Their secret"), ada)
    assert "Their secret" not in client.get(PAGE).content.decode()
    for act in ("edit", "move", "archive", "restore"):
        assert client.post(of(theirs, act), {"name": "x", "to": "up"}).status_code == 404


def test_without_any_the_page_says_what_they_are_for(client, member):
    assert "No scores yet" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_costs_the_same_statements_however_many_scores(client, admin, ask, statements, count):
    for number in range(count):
        ask(f"Question {number}")
    with statements() as made:
        client.get(PAGE)
    # session, user, membership, configs, memberships, totals, mentions
    assert len(made) == 7, made


@pytest.mark.parametrize(
    ("form", "wording"),
    [
        ({}, Wording("Solved")),
        ({"kind": "text", "help": "In a word"}, Wording("Solved", "In a word")),
        (
            {"kind": "choice", "choices": "good\r\n\r\n  so so \nbad"},
            Wording("Solved", choices=["good", "so so", "bad"]),
        ),
        (
            {"kind": "number", "minimum": "0", "maximum": "10", "step": "0.5"},
            Wording("Solved", "", None, Decimal(0), Decimal(10), Decimal("0.5")),
        ),
        ({"choices": "left", "minimum": "no number"}, Wording("Solved")),
    ],
)
def test_a_score_of_each_kind_is_made(client, admin, acme, form, wording):
    answer = client.post(f"{PAGE}new/", FORM | {"level": "turn"} | form)
    assert answer.status_code == 302
    config = kept(acme)
    assert (config.level, config.kind) == ("turn", form.get("kind", "boolean"))
    assert score_configs.wording_of(config.current) == wording


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("name", {"name": "TAKEN"}, "There is a score config “Taken” already."),
        ("name", {"name": " "}, "This field is required."),
        ("name", {"name": "x" * 101}, "at most 100 characters"),
        ("help", {"help": "a\0b"}, "Null characters are not allowed."),
        ("choices", {"kind": "choice", "choices": "one"}, "Write 2 to 50 choices."),
        ("choices", {"kind": "choice", "choices": "a\nA"}, "Two choices are the same."),
        ("maximum", {"kind": "number", "minimum": "2", "maximum": "1"}, "above the minimum"),
        ("minimum", {"kind": "number", "minimum": "1e999999"}, "A number below 10^13"),
        ("minimum", {"kind": "number", "minimum": "NaN"}, "Enter a number."),
        ("step", {"kind": "number", "step": "-1"}, "A step is above 0"),
        ("kind", {"kind": "mood"}, "Select a valid choice"),
        ("level", {"level": "word"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    client, admin, acme, ask, field, wrong, says
):
    ask("Taken")
    form = FORM | {"help": "Typed with care"} | wrong
    page = client.post(f"{PAGE}new/", form).content.decode()
    assert says in page
    assert f'id="id_{field}_error"' in page
    assert "Typed with care" in page or field == "help"
    assert kept(acme) is None


def test_a_score_that_nobody_gave_is_changed_as_it_is(client, admin, acme, ask):
    solved = ask("Solved", "choice", choices=["yes", "no"])
    page = client.get(of(solved, "edit")).content.decode()
    assert "frozen" not in page
    assert 'name="kind"' not in page
    client.post(of(solved, "edit"), {"name": "Solved?", "choices": "yes\nno\npartly"})
    config = kept(acme, "solved?")
    assert (config.current.number, config.current.choices[2]) == (1, "partly")


def test_of_one_that_is_in_use_the_page_says_before_that_a_version_follows(
    client, admin, acme, conversation, ask
):
    solved = ask("Solved")
    scores.score(conversation, solved, True, Actor(admin.user))
    page = client.get(of(solved, "edit")).content.decode()
    assert "<b>1 score</b> was given by version 1, so it is frozen" in page
    assert "Save as version 2" in page
    told = client.post(of(solved, "edit"), {"name": "Solved at once"}, follow=True)
    assert "“Solved at once” is asked as version 2 from now on." in told.content.decode()
    with within(acme):
        [score] = scores.current(conversation)
        assert (score.version.name, score.config.current.name) == ("Solved", "Solved at once")


def test_a_question_is_moved_among_those_of_its_level(client, admin, acme, ask):
    first, _, _, last = ask("C"), ask("B", level="turn"), ask("A"), ask("D")
    assert names(acme) == ["C", "B", "A", "D"]
    answer = client.post(of(last, "move"), {"to": "up"})
    assert answer["Location"] == f"{PAGE}?moved={last.public_id}&to=up"
    assert "autofocus" in client.get(answer["Location"]).content.decode()
    client.post(of(first, "move"), {"to": "up"})
    client.post(of(first, "move"), {"to": "down"})
    assert [name for name in names(acme) if name != "B"] == ["D", "C", "A"]
    assert client.post(of(first, "move"), {"to": "left"}).status_code == 404
    with within(acme):
        assert AuditEvent.objects.filter(act="score_config.moved").count() == 2


def test_an_archived_score_is_asked_no_more_and_can_be_brought_back_at_once(
    client, admin, acme, conversation, ask
):
    solved = ask("Solved")
    scores.score(conversation, solved, True, Actor(admin.user))
    page = client.post(of(solved, "archive"), follow=True).content.decode()
    assert "is archived: it is asked no more, and its scores stay (1)." in page
    assert names(acme) == []
    assert not score_configs.move(solved, True, Actor(admin.user))
    client.post(of(solved, "restore"))
    assert names(acme) == ["Solved"]


def test_hostile_words_are_shown_as_they_are(client, admin, acme, ask):
    config = ask(HOSTILE, "choice", help=HOSTILE, choices=[HOSTILE, "other"])
    for page in (PAGE, of(config, "edit")):
        shown = client.get(page).content.decode()
        assert "<script>alert" not in shown
        assert shown.count("&lt;script&gt;alert(") >= 3


@pytest.mark.parametrize("act", ["edit", "move", "archive", "restore"])
def test_a_score_that_is_gone_is_404(client, admin, act):
    assert client.post(f"{PAGE}{uuid4()}/{act}/").status_code == 404
