import io
import json

import pytest
from django.core.management import call_command
from django.db.models.functions import Coalesce

from annotations.models import Note, Score, Tag, Tagging
from chats.models import ChatDetails
from conversations.models import Conversation
from demo import fill, notes
from organizations import keys
from organizations.models import AuditEvent, Membership, Organization, Project, User
from organizations.tenancy import within
from tests.factories import NOON


def demo(*arguments):
    """What the command prints, line by line."""
    out = io.StringIO()
    call_command("demo", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


@pytest.fixture
def brief(monkeypatch, items):
    """The whole demo takes seconds; here it is the first conversations of each path."""
    first = {item["path"]: item for item in reversed(items)}
    monkeypatch.setattr(fill, "generate", lambda now, seed: iter(first.values()))


@pytest.mark.slow
def test_every_conversation_passes_the_doors(db):
    fill.fill(NOON)
    organization = Organization.objects.get(slug="demo")
    default, travel = Project.objects.of(organization).order_by("slug")
    with within(organization):
        conversations = Conversation.objects.of(organization)
        assert conversations.chats().count() == 300
        assert conversations.calls().count() == 40
        assert 20 < conversations.filter(project=travel).count() < 100
        assert ChatDetails.objects.count() == 36
        judged = conversations.filter(review_state="reviewed")
        assert 20 < judged.filter(scores__is_current=True).distinct().count() == judged.count()
        assert Score.objects.values("author").distinct().count() == 3
        assert Note.objects.filter(thread=None).count() == len(notes.THREADS)
        assert Tagging.objects.exclude(author=None).count() > 15
    assert told_after_they_ended(organization, NOON)


def told_after_they_ended(organization, now):
    """Whether all that people thought, and what tells of it, came after its end and before now."""
    ended = Coalesce("ended_at", "started_at")
    with within(organization):
        ends = dict(Conversation.objects.of(organization).values_list("pk", ended))
        told = AuditEvent.objects.of(organization).exclude(subject=None)
        told = list(told.values_list("subject", "at"))
        assert not Tag.objects.filter(created_at__gt=max(ends.values())).exists()
        for kind in (Tagging, Score, Note):
            rows = kind.objects.of(organization)
            told += rows.values_list("conversation", "created_at")
    return all(ends[key] <= at <= now for key, at in told)


def test_last_line_is_the_way_in(db, brief, client):
    way_in = json.loads(demo()[-1])
    assert client.login(username=way_in["email"], password=way_in["password"])
    key = keys.find(way_in["api_key"])
    assert key.scopes == ["READ", "WRITE"]
    assert (key.project.slug, key.organization.slug) == ("default", way_in["organization"])


def test_has_people_of_every_role(db, brief):
    demo()
    members = Membership.objects.filter(organization__slug="demo")
    assert set(members.values_list("user__email", "role")) == {
        ("demo@parley.example", "owner"),
        ("lead@parley.example", "admin"),
        ("reviewer@parley.example", "reviewer"),
        ("viewer@parley.example", "viewer"),
    }


def test_second_run_changes_nothing_and_tells_no_secret(db, brief):
    demo()
    before = list(User.objects.values_list("email", "password"))
    assert json.loads(demo()[-1]) == {
        "email": "demo@parley.example",
        "password": None,
        "api_key": None,
        "organization": "demo",
    }
    assert list(User.objects.values_list("email", "password")) == before
    with within(Organization.objects.get(slug="demo")):
        assert Conversation.objects.count() == 3


def test_failed_run_leaves_nothing(db, monkeypatch):
    monkeypatch.setattr(fill, "generate", lambda now, seed: iter([{"path": "/v1/", "body": {}}]))
    with pytest.raises(KeyError):
        demo()
    assert not Organization.objects.exists()
    assert not User.objects.exists()


def test_writes_a_file_that_can_be_imported(tmp_path):
    demo("--write", str(tmp_path / "sample.jsonl"))
    bodies = [json.loads(line) for line in (tmp_path / "sample.jsonl").open()]
    assert len(bodies) == 264 + 40
    assert {"messages", "transcript"} & set(bodies[0])
