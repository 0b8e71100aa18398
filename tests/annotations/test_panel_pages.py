"""The panel's pages: each route as reviewer, viewer, stranger and nobody; bad input; their cost."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from annotations import annotate, review, score_configs, scores
from annotations.models import Score, Tag, Tagging
from annotations.places import Place
from annotations.score_configs import Wording
from organizations.actors import Actor
from organizations.tenancy import within
from tests.factories import UserFactory
from tests.talk import chat

ID = "0190a1b2-0000-7000-8000-000000000001"
HTMX = {"HX-Request": "true"}
FIVE = {"minimum": Decimal(1), "maximum": Decimal(5), "step": Decimal(1)}


@pytest.fixture
def config(acme, ada):
    """config("Tone", "number", minimum=…): a question of the whole, unless of a level."""

    def make(name, kind, level="conversation", **wording):
        return score_configs.make(acme, kind, level, Wording(name, **wording), ada)

    return make


@pytest.fixture
def tone(config):
    return config("Tone", "number", **FIVE)


@pytest.fixture
def post(client, member, conversation):
    """post("tags/", name="late"): as htmx does from the panel."""

    def send(path, of=conversation, headers=HTMX, **fields):
        address = f"/o/acme/conversations/{of.pk}/{path}"
        return client.post(address, fields, headers=headers)

    return send


@pytest.fixture
def rows(acme):
    def read(model):
        with within(acme):
            return list(model.objects.of(acme).order_by("pk"))

    return read


def text(response):
    return response.content.decode()


ROUTES = [
    ("GET", "annotate/"),
    ("GET", "annotate/news/"),
    ("GET", "tags/known/"),
    ("POST", "tags/"),
    ("POST", "tags/remove/"),
    ("POST", "review/"),
    ("POST", "scores/{config}/"),
]
READING = {"annotate/", "annotate/news/"}


@pytest.fixture
def ask(client, conversation, tone):
    def send(method, path, of=conversation):
        path = path.format(config=tone.public_id)
        return client.generic(method, f"/o/acme/conversations/{of.pk}/{path}")

    return send


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_viewer_reads_and_changes_nothing(ask, member, method, path):
    member.role = "viewer"
    member.save()
    answer = ask(method, path)
    assert (answer.status_code != 403) == (path in READING)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_stranger_finds_nothing_and_nobody_logs_in(ask, client, method, path):
    assert ask(method, path).url.startswith("/accounts/login/")
    client.force_login(UserFactory())
    assert ask(method, path).status_code == 404


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_rivals_conversation_is_not_found(ask, member, theirs, method, path):
    assert ask(method, path, of=theirs).status_code == 404


def test_a_rivals_tagging_and_config_are_out_of_reach(post, rival, theirs, rows):
    by = Actor(UserFactory())
    [tagging] = annotate.tag(theirs, ["secret"], by)
    secret = score_configs.make(rival, "boolean", "conversation", Wording("Secret"), by)
    assert "Saved" in text(post("tags/remove/", tagging=tagging.public_id))
    assert post(f"scores/{secret.public_id}/", value="true").status_code == 404
    with within(rival):
        assert Tagging.objects.of(rival).count() == 1
    assert "ecret" not in text(post("tags/", name="late"))


def test_a_tag_is_put_taken_off_and_put_back_in_its_place(post, member, rows):
    member.role = "admin"
    member.save()
    answer = text(post("tags/", name="  Late   parcel ", turn="2", id=ID))
    [tagging] = rows(Tagging)
    assert (tagging.public_id, str(rows(Tag)[0])) == (UUID(ID), "Late parcel")
    assert "Remove “Late parcel” again" in answer
    assert "Saved" in answer
    answer = text(post("tags/remove/", tagging=ID))
    assert 'name="at" value="2"' in answer
    assert not rows(Tagging)
    post("tags/", name="Late parcel", at="2")
    assert rows(Tagging)[0].turn_id == tagging.turn_id


def test_the_same_tag_twice_is_one_and_offers_no_undo(post, conversation, ada, rows):
    annotate.tag(conversation, ["late"], ada)
    for _ in range(2):
        assert "again" not in text(post("tags/", name="late", id=ID))
    assert len(rows(Tagging)) == 1


def test_taking_off_what_is_gone_is_no_fault(post):
    for key in (ID, "", "x\0"):
        assert "Saved" in text(post("tags/remove/", tagging=key))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("<b>new</b>", "your role may not make one"),
        (" ", "Write a name"),
        ("x" * 300, "255"),
        ("a\0b", "Write a name"),
    ],
)
def test_a_refused_tag_is_told_beside_the_field_and_stays_in_it(post, rows, typed, fault):
    answer = text(post("tags/", name=typed))
    assert fault in answer
    assert 'aria-invalid="true"' in answer
    assert "<b>" not in answer
    assert typed.strip("\0 ")[:4].replace("<", "&lt;").replace(">", "&gt;") in answer
    assert not rows(Tagging)


def test_a_turn_that_is_none_takes_no_tag(post, conversation, ada, rows):
    annotate.tag(conversation, ["late"], ada)
    assert "wrong" in text(post("tags/", name="late", turn="99"))
    assert "wrong" not in text(post("tags/", name="late", turn="x"))  # the whole
    assert len(rows(Tagging)) == 1


def test_known_tags_complete_what_is_typed(client, member, conversation, ada):
    annotate.tag(conversation, ["Refund", "refused", "<i>"], ada)
    address = f"/o/acme/conversations/{conversation.pk}/tags/known/"
    answer = text(client.get(address, {"name": "REF"}))
    assert answer.count('role="option"') == 2
    assert "Make" not in answer
    member.role = "admin"
    member.save()
    assert "Make the tag “ref”" in text(client.get(address, {"name": "ref"}))
    assert "Make" not in text(client.get(address, {"name": "refund"}))
    assert "&lt;i&gt;" in text(client.get(address, {"name": "<i>\0"}))


@pytest.mark.parametrize(
    ("kind", "wording", "value", "kept"),
    [
        ("boolean", {}, "false", False),
        ("choice", {"choices": ["Too late", "On time"]}, "On time", "On time"),
        ("number", FIVE, "4", 4),
        ("number", {"minimum": Decimal(0), "step": Decimal("0.5")}, " 2,5 ", Decimal("2.5")),
        ("text", {}, "Teach it\r\nmore", "Teach it\r\nmore"),
    ],
)
def test_each_kind_of_score_is_given_and_taken_back(post, config, rows, kind, wording, value, kept):
    there = f"scores/{config('Asked', kind, **wording).public_id}/"
    answer = text(post(there, value=value, id=ID))
    assert "Saved" in answer
    assert "Asked: take it back" in answer
    assert [(one.public_id, one.value) for one in rows(Score)] == [(UUID(ID), kept)]
    assert "Asked: back to" in text(post(there, value=""))
    assert [one.is_withdrawn for one in rows(Score) if one.is_current] == [True]


@pytest.mark.parametrize(
    ("kind", "wording", "value", "fault"),
    [
        ("boolean", {}, "maybe", "Say yes or no"),
        ("choice", {"choices": ["a", "b"]}, "c", "Choose one of"),
        ("number", FIVE | {"step": None, "maximum": Decimal(100)}, "101", "At most 100"),
        ("number", FIVE | {"maximum": Decimal(100)}, "2.5", "In steps of 1"),
        ("number", {}, "a lot", "Write a number"),
        ("number", {}, "NaN", "A number below"),
        ("number", {}, "1e999999999", "A number below"),
        ("text", {}, "x" * 5001, "At most 5,000"),
        ("text", {}, "x\0y", "Write something"),
    ],
)
def test_a_refused_score_is_told_beside_the_field_and_stays_in_it(
    post, config, rows, kind, wording, value, fault
):
    answer = text(post(f"scores/{config('Asked', kind, **wording).public_id}/", value=value))
    assert fault in answer
    assert "Not saved" in answer
    assert kind in ("boolean", "choice") or value.strip("\0")[:3] in answer
    assert not rows(Score)


def test_scores_of_a_turn_and_of_the_whole_keep_apart(post, config, tone, rows):
    right = config("Right", "boolean", level="turn")
    assert "Saved" in text(post(f"scores/{right.public_id}/", value="true", turn="1"))
    assert "on a turn" in text(post(f"scores/{right.public_id}/", value="true"))
    assert "as a whole" in text(post(f"scores/{tone.public_id}/", value="3", turn="1"))
    assert len(rows(Score)) == 1


def test_a_second_opinion_stands_beside_the_first(post, conversation, tone, ada):
    scores.score(conversation, tone, Decimal(2), ada)
    answer = text(post(f"scores/{tone.public_id}/", value="5"))
    assert "Ada Lovelace" in answer
    assert ">2<" in answer
    assert 'value="5" aria-keyshortcuts="5" checked' in answer


def test_an_archived_question_shows_its_answers_and_takes_none(post, conversation, tone, ada, htmx):
    scores.score(conversation, tone, Decimal(2), ada)
    score_configs.archive(tone, ada)
    panel = text(htmx(f"/o/acme/conversations/{conversation.pk}/annotate/"))
    assert "No longer asked" in panel
    assert "Ada Lovelace" in panel
    assert "scores/" not in panel
    assert "archived" in text(post(f"scores/{tone.public_id}/", value="3"))


def test_the_review_state_is_set_and_an_unknown_one_refused(post, conversation):
    assert "Review: back to new" in text(post("review/", state="reviewed"))
    assert "back to" not in text(post("review/", state="reviewed"))
    assert "no such review state" in text(post("review/", state="<done>"))
    with within(conversation.organization):
        conversation.refresh_from_db()
    assert conversation.review_state == "reviewed"


def test_without_a_script_an_act_leads_back_and_a_fault_has_its_page(post, conversation, tone):
    back = f"/o/acme/chats/{conversation.pk}/"
    assert post("review/", headers={}, state="reviewed").url == back
    answer = post(f"scores/{tone.public_id}/", headers={}, value="9")
    assert "<title>" in text(answer)
    assert "At most 5" in text(answer)
    assert "unheard" in text(post("tags/", headers={}, name="unheard of"))


def test_a_viewer_sees_values_and_no_controls(client, member, conversation, tone, ada):
    member.role = "viewer"
    member.save()
    annotate.tag(conversation, ["late"], ada)
    scores.score(conversation, tone, Decimal(2), ada)
    review.mark(conversation, "reviewed", ada)
    page = text(client.get(f"/o/acme/chats/{conversation.pk}/"))
    panel = page.partition('id="panel-annotate"')[2].partition("</section>")[0]
    assert "late" in panel
    assert "Ada Lovelace" in panel
    assert "Reviewed" in page
    assert "Ada Lovelace" in page.partition('id="review"')[2][:400]
    assert "<form" not in panel
    assert "<input" not in panel
    assert "<button" not in panel


def test_news_come_once_something_was_done(htmx, member, conversation, ada, statements):
    address = f"/o/acme/conversations/{conversation.pk}/annotate/news/?mark="
    annotate.tag(conversation, ["late"], ada)
    news = text(htmx(address))
    mark = news.partition('data-mark="')[2].partition('"')[0]
    with statements() as made:
        assert htmx(address + mark).status_code == 204
    assert len(made) == 5
    review.mark(conversation, "reviewed", ada)
    news = text(htmx(address + mark))
    assert 'id="review"' in news
    assert 'id="head-tags"' in news
    assert 'id="tags"' in news


def test_300_annotations_on_200_turns_cost_no_statement_more_than_3(
    client, member, project, ada, bob, config, statements
):
    right = config("Right", "boolean", level="turn")
    config("Tone", "number", **FIVE)
    few, many = (chat(project, *(f"Line {n}" for n in range(200))) for _ in range(2))
    for conversation, count in ((few, 1), (many, 100)):
        for number in range(1, count + 1):
            place = Place(turn=2 * number)
            annotate.tag(conversation, [f"tag {number}"], ada, place)
            scores.score(conversation, right, True, bob, place)
            scores.score(conversation, right, False, ada, place)
    for path in ("", "?turn=2"):
        cost = []
        for conversation in (few, many):
            there = f"/o/acme/conversations/{conversation.pk}/annotate/{path}"
            with statements() as page:
                assert client.get(f"/o/acme/chats/{conversation.pk}/").status_code == 200
            with statements() as panel:
                client.get(there, headers={"HX-Request": "true"})
            cost.append((len(page), len(panel)))
        assert cost[0] == cost[1]


def test_an_id_that_somebody_else_took_is_refused(post, conversation, ada, tone, rows):
    scores.score(conversation, tone, Decimal(2), ada, public_id=UUID(ID))
    assert "can’t be used" in text(post(f"scores/{tone.public_id}/", value="3", id=ID))
    assert len(rows(Score)) == 1
    assert "Saved" in text(post(f"scores/{tone.public_id}/", value="3", id=str(uuid4())))
