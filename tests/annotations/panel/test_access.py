"""The panel's routes as reviewer, viewer, stranger and nobody."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from annotations import annotate, review, score_configs, scores
from annotations.models import Score, Tagging
from annotations.score_configs import Wording
from organizations.actors import Actor
from organizations.tenancy import within
from tests.annotations.panel.sent import ID, text
from tests.factories import UserFactory

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


def test_an_id_that_somebody_else_took_is_refused(post, conversation, ada, tone, rows):
    scores.score(conversation, tone, Decimal(2), ada, public_id=UUID(ID))
    assert "can’t be used" in text(post(f"scores/{tone.public_id}/", value="3", id=ID))
    assert len(rows(Score)) == 1
    assert "Saved" in text(post(f"scores/{tone.public_id}/", value="3", id=str(uuid4())))


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
