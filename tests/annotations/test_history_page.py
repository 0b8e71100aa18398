"""The History tab: what people read of who did what, and when."""

import re
from base64 import b64encode
from datetime import timedelta
from html import unescape

import pytest
from django.utils.html import strip_tags

from annotations import notes, review, score_configs, scores
from annotations.annotate import tag, untag
from annotations.history import Happening
from annotations.models import NoteRevision
from annotations.places import Place
from annotations.score_configs import Wording
from annotations.story import lines
from conversations.summaries import reword
from conversations.tasks import write_insights
from conversations.titles import rename
from organizations.actors import Actor
from organizations.audit import record
from tests.talk import chat

DEEP = b64encode(b"[" * 3000).decode()
HOSTILE = '<img src=x onerror="alert(1)">'


def page_of(conversation):
    return f"/o/{conversation.organization.slug}/conversations/{conversation.pk}/history/"


def read(client, conversation, query=""):
    """The lines of the page, the newest first, without tags and doubled spaces."""
    html = client.get(page_of(conversation) + query).content.decode()
    items = html.split('<section class="history"')[1].split("</section>")[0].split("<li>")[1:]
    return [told(item) for item in items]


def told(item):
    text = re.sub("· <time.*?</time>", "", item).replace("<", " <")
    return " ".join(unescape(strip_tags(text)).replace(" )", ")").split())


def test_people_keys_and_generators_are_told_alike(client, member, conversation, ada, program):
    acme = conversation.organization
    write_insights(acme.pk)
    [tagging] = tag(conversation, ["vip", "late"], program, Place(turn=1))[:1]
    untag(tagging, ada)
    config = score_configs.make(acme, "boolean", "conversation", Wording("Solved"), ada)
    scores.score(conversation, config, False, Actor(generator="judge"))
    scores.score(conversation, config, True, Actor(generator="judge"))
    review.mark(conversation, "reviewed", ada)
    found = read(client, conversation)
    assert "Ada Lovelace set the review to Reviewed (was New)" in found
    assert "judge scored Solved Yes (was No)" in found
    assert "judge scored Solved No" in found
    assert "Ada Lovelace took off vip on turn 1" in found
    assert "CRM tagged it vip late on turn 1" in found
    assert any(line.startswith("extractive ") for line in found)
    assert found[-1].startswith("The chat arrived")


def test_every_earlier_title_and_summary_can_be_read(client, member, conversation, ada):
    write_insights(conversation.organization_id)
    rename(conversation, "A late parcel", ada.person)
    rename(conversation, "", ada.person)
    reword(conversation, "It came late.", by=ada.person)
    found = read(client, conversation)
    assert "Ada Lovelace gave the title A late parcel Before Where is my parcel" in " | ".join(
        found
    )
    gave_back = "Ada Lovelace gave the title back to the generator Before A late parcel"
    assert gave_back in found
    assert any(line.startswith("Ada Lovelace gave the summary It came late.") for line in found)


def test_each_act_on_a_note_tells_what_it_said_then(conversation, ada, within_acme):
    note = notes.write(conversation, "Third", ada)
    moments = [note.created_at + timedelta(minutes=n) for n in range(4)]
    for body, until in (("Frist", moments[1]), ("First", moments[2])):
        NoteRevision.objects.create(
            organization=note.organization, note=note, body=body, until=until
        )
    detail = {"note": str(note.public_id), "turn": None}
    acts = ("note.written", "note.edited", "note.edited", "note.resolved")
    happened = [
        Happening(at, act, "person", "Ada", detail) for at, act in zip(moments, acts, strict=True)
    ]
    said = [(line.words, line.before) for line in lines(conversation, happened)]
    assert said == [(["Frist"], ""), (["First"], "Frist"), (["Third"], "First"), ([], "")]


def test_a_deleted_note_can_still_be_read_here(client, member, conversation, ada):
    notes.delete(notes.write(conversation, "Too hasty", ada), ada)
    assert "Ada Lovelace deleted a note Before Too hasty" in read(client, conversation)


def test_hostile_words_are_shown_as_they_are(client, member, conversation, ada):
    notes.write(conversation, HOSTILE, ada)
    tag(conversation, [HOSTILE], ada)
    rename(conversation, HOSTILE, ada.person)
    page = client.get(page_of(conversation)).content.decode()
    assert HOSTILE not in page
    assert page.count("&lt;img src=x onerror=") >= 3


def test_what_nobody_has_words_for_is_told_as_it_is(client, member, acme, conversation):
    record(acme, None, "recording.made_again", "", {}, conversation.pk)
    assert read(client, conversation)[0] == "The command line recording: made again"


def test_earlier_goes_on_where_the_page_ends(client, member, conversation, ada, monkeypatch):
    monkeypatch.setattr("annotations.history.page.__defaults__", (None, 3))
    for number in range(4):
        notes.write(conversation, f"Note {number}", ada)
    page = client.get(page_of(conversation)).content.decode()
    earlier = unescape(page.split("?before=")[1].split('"')[0])
    first, second = read(client, conversation), read(client, conversation, f"?before={earlier}")
    assert [line.split()[-1] for line in first[:2]] == ["3", "2"]
    assert first[2].startswith("Ada Lovelace wrote a note Note 1")
    assert second[0] == "Ada Lovelace wrote a note Note 0"
    assert second[1].startswith("The chat arrived")


@pytest.mark.parametrize("cursor", ["x", "é", "W10=", "%00", DEEP])
def test_what_is_no_cursor_is_404(client, member, conversation, cursor):
    assert client.get(f"{page_of(conversation)}?before={cursor}").status_code == 404


def test_htmx_gets_the_list_alone(htmx, member, conversation):
    page = htmx(page_of(conversation)).content.decode()
    assert page.lstrip().startswith('<section class="history"')


def test_another_organizations_history_is_404(client, member, theirs):
    here = f"/o/acme/conversations/{theirs.pk}/history/"
    assert client.get(here).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_costs_the_same_statements_however_much_happened(
    client, member, project, ada, statements, count
):
    talk = chat(project, "Hello")
    for number in range(count):
        notes.edit(notes.write(talk, f"Note {number}", ada), "Better", ada)
        tag(talk, [f"t{number}"], ada)
    with statements() as made:
        client.get(page_of(talk))
    # session, user, membership, conversation, events, insights, wordings, notes, revisions,
    # memberships, totals, mentions
    assert len(made) == 12, made
