"""The pages of notes: what each act answers, for whom, and what it costs."""

from uuid import UUID

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from annotations import notes
from annotations.holding import authored
from annotations.models import Note
from annotations.places import Place
from organizations.actors import Actor
from organizations.tenancy import within
from tests.factories import NOON, MembershipFactory
from tests.talk import chat

ID = "0190a1b2-0000-7000-8000-000000000001"


@pytest.fixture
def me(member):
    return Actor(member.user)


@pytest.fixture
def post(client, conversation):
    """post("write", body="…") as htmx does; of a note post("reply", note, body="…")."""

    def post(act, note=None, conversation=conversation, htmx=True, **fields):
        headers = {"HX-Request": "true"} if htmx else {}
        return client.post(path(conversation, act, note), fields, headers=headers)

    return post


def path(conversation, act="", note=None):
    slug = conversation.organization.slug
    of = f"{note.public_id}/" if note else ""
    return f"/o/{slug}/conversations/{conversation.pk}/notes/{of}{act}{'/' if act else ''}"


def page(conversation):
    return f"/o/acme/chats/{conversation.pk}/"


def test_a_note_sits_where_the_form_says_and_says_when_it_was_saved(post, conversation, acme):
    quote = {"start": "9", "end": "18", "quote": "my parcel"}
    response = post("write", body="**Late**\r\nagain", turn="1", id=ID, **quote)
    assertTemplateUsed(response, "annotations/_notes.html")
    assertContains(response, "<strong>Late</strong><br>")
    assertContains(response, "Saved")
    with within(acme):
        note = Note.objects.get()
    assert (note.public_id, note.body) == (UUID(ID), "**Late**\nagain")
    assert (note.span_start, note.span_end, note.quote) == (9, 18, "my parcel")


@pytest.fixture(autouse=True)
def logged_in(member):
    """Everybody here is a reviewer of Acme's, unless a test says otherwise."""


def test_the_same_id_again_is_one_note(post, acme):
    post("write", body="Once", id=ID)
    assertContains(post("write", body="Once", id=ID), "1 open, 0 resolved")
    with within(acme):
        assert Note.objects.count() == 1


def test_lines_may_end_as_the_browser_pleases(post, project, acme):
    conversation = chat(project, "one\r\ntwo")
    response = post(
        "write", conversation=conversation, body="x", turn="1", start=0, end=8, quote="one\ntwo"
    )
    assertContains(response, "1 open")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"body": " \n "}, "Write something."),
        ({"body": "x" * 20_001}, "At most 20,000 characters."),
        ({"body": "a\0b"}, "U+0000"),
        ({"body": "x", "turn": "99"}, "no turn 99"),
        ({"body": "x", "turn": "first"}, "The number of a turn"),
        ({"body": "x", "turn": "1", "start": "5", "end": "2"}, "end after it starts"),
        ({"body": "x", "turn": "1", "start": "0", "end": "²"}, "Select the words again."),
        ({"body": "x", "turn": "1", "start": "0", "end": "5", "quote": "Other"}, "reads otherwise"),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_wrong_is_told_beside_what_was_typed(post, acme, fields, told, htmx):
    response = post("write", htmx=htmx, **fields)
    assertContains(response, told)
    assertContains(response, f">{fields['body']}</textarea>")
    with within(acme):
        assert not Note.objects.exists()


def test_a_reply_an_edit_and_a_settling_answer_with_the_threads(post, conversation, ada, me):
    thread = notes.write(conversation, "Why?", ada, Place(turn=2))
    assertContains(post("reply", thread, body="Because"), "Because")
    mine = notes.reply(thread, "Mine", me)
    assertContains(post("edit", mine, body="Better"), "Edited")
    assertContains(post("settle", thread), "0 open, 1 resolved")
    assertContains(post("settle", thread, settled="no"), "1 open, 0 resolved")
    response = post("delete", mine)
    assertContains(response, "Deleted")
    assertNotContains(response, "Better")


def test_without_a_script_an_act_leads_back_to_the_note(post, conversation, ada):
    thread = notes.write(conversation, "Why?", ada, Place(turn=2))
    response = post("reply", thread, body="Because", htmx=False)
    assert response.status_code == 302
    assert response["Location"].startswith(f"{page(conversation)}?turn=2#note-")


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_another_persons_note_is_not_changed_nor_offered(post, client, conversation, ada, act):
    note = notes.write(conversation, "Theirs", ada)
    assertContains(post(act, note, body="Mine"), "Only Ada Lovelace can change this note.")
    with within(conversation.organization):
        assert Note.objects.get().body == "Theirs"
    assertNotContains(client.get(page(conversation)), f"/{note.public_id}/{act}/")


def test_a_viewer_reads_and_changes_nothing(post, client, conversation, member, ada):
    note = notes.write(conversation, "Late", ada, Place(turn=1))
    member.role = "viewer"
    member.save()
    for act, of in (
        ("write", None), ("reply", note), ("edit", note), ("delete", note), ("settle", note)
    ):  # fmt: skip
        assert post(act, of, body="x").status_code == 403
    response = client.get(page(conversation))
    assertContains(response, "Late")
    assertNotContains(response, "/notes/write/")
    assertNotContains(response, "/settle/")


def test_strangers_and_nobody_reach_no_note(post, client, theirs, conversation, rival, ada):
    note = notes.write(theirs, "Secret", Actor())
    for act in ("reply", "edit", "delete", "settle"):
        assert post(act, note, conversation=theirs, body="x").status_code == 404
        assert post(act, note, body="x").status_code == 404  # through a conversation of one's own
    assert client.get(path(conversation, "earlier", note)).status_code == 404
    client.logout()
    assert client.get(path(conversation)).status_code == 302
    assert client.post(path(conversation, "write"), {"body": "x"}).status_code == 302


def test_earlier_words_are_read_by_everybody_and_a_deleted_notes_by_its_author(
    client, htmx, post, conversation, ada, me
):
    edited = notes.write(conversation, "First *words*", ada)
    notes.edit(edited, "Second", ada)
    assertContains(htmx(path(conversation, "earlier", edited)), "First <em>words</em>")
    assertContains(client.get(path(conversation, "earlier", edited)), "<html")
    notes.delete(edited, ada)
    assert htmx(path(conversation, "earlier", edited)).status_code == 404
    mine = notes.write(conversation, "My secret", me)
    notes.delete(mine, me)
    assertContains(htmx(path(conversation, "earlier", mine)), "My secret")


def test_news_come_only_when_something_was_done(htmx, conversation, ada):
    notes.write(conversation, "One", ada)
    moment = htmx(path(conversation)).context["moment"]
    assert htmx(path(conversation), {"moment": moment}).status_code == 204
    notes.write(conversation, "Two", ada)
    assertContains(htmx(path(conversation), {"moment": moment}), "Two")


def test_a_long_note_is_folded_to_its_beginning(client, conversation, me):
    notes.write(conversation, f"**First**\n\n{'word ' * 1_999}last", me)
    notes.write(conversation, "line\n" * 30, me)
    notes.write(conversation, "Short", me)
    text = client.get(page(conversation)).text
    assert "Show all 10,010 characters" in text
    assert "Show all 150 characters" in text
    assert text.count('class="whole"') == 2
    assert text.count("<strong>First</strong>") == 2  # of the beginning and of the whole
    assert text.count("last</p>") == 1


def test_members_stand_in_notes_by_their_names_as_long_as_they_are_members(
    client, acme, conversation, me, statements
):
    nora = MembershipFactory(organization=acme, user__name="Nora <i>", user__email="n@acme.example")
    body = "**@n** and n@n, `@n`, [@n](https://a.example), @nobody, @N@acme.example."
    notes.write(conversation, body, me)
    name = '<span class="mention" title="n@acme.example">@Nora &lt;i&gt;</span>'
    told = (f"<strong>{name}</strong> and n@n, <code>@n</code>", ">@n</a>, @nobody", f"{name}.</p>")
    with statements() as made:
        response = client.get(page(conversation))
    for words in told:
        assertContains(response, words)
    with within(acme):
        nora.delete()
    with statements() as without:
        assertNotContains(client.get(page(conversation)), name)
    assert len(made) == len(without)


def test_a_note_of_thousands_of_names_names_some_of_them(client, acme, conversation, me):
    MembershipFactory(organization=acme, user__name="Nora", user__email="n@acme.example")
    notes.write(conversation, "@n " * 1_000, me)
    html = client.get(page(conversation)).text
    assert html.count('class="mention"') == 200 + 200  # of the beginning, and of the whole


NASTY = """<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1))
![b](https://spy.example/x.png) [c](data:text/html,x) <a href="vbscript:x">d</a>
[e]: javascript:alert(1)
[f][e] <javascript:alert(1)> `</textarea><script>x</script>`"""

BAD = (
    "<script>alert", "<img src=x", "<img", 'href="javascript:', 'href="data:', '<a href="vbscript',
    "</textarea><script",
)  # fmt: skip


def test_hostile_words_stay_words(client, conversation, me, ada, project):
    note = notes.write(conversation, NASTY, me, Place(turn=1, span=(0, 5)))
    notes.edit(notes.write(conversation, NASTY, me), f"{NASTY}!", me)
    for response in (
        client.get(page(conversation)),
        client.get(path(conversation, "earlier", note)),
    ):
        for bad in BAD:
            assertNotContains(response, bad)


def test_a_huge_note_is_shown(client, conversation, me):
    notes.write(conversation, "> " * 2_000 + "*" * 8_000 + "[" * 8_000, me, Place(turn=1))
    assert client.get(page(conversation)).status_code == 200


@pytest.mark.parametrize("count", [3, pytest.param(300, marks=pytest.mark.slow)])
def test_costs_the_same_statements_however_many_notes(client, acme, project, me, statements, count):
    talk = chat(project, *["Hello", "agent: Hi"] * 100)
    with within(acme):
        common = {"organization": acme, "conversation": talk, "body": "**Late**", **authored(me)}
        turns = list(talk.turns.order_by("number"))
        settled = {"resolved_at": NOON, "resolved_by": me.person, "resolved_by_name": me.name}
        threads = [
            Note(**common, turn=turns[n % 200], **(settled if n % 3 == 0 else {}))
            for n in range(count)
        ]
        Note.objects.bulk_create(threads)
        Note.objects.bulk_create([Note(**common, thread=thread) for thread in threads])
    block = f"/o/acme/conversations/{talk.pk}/blocks/1/"
    for there, cost in ((page(talk), 23), (block, 9)):
        with statements() as made:
            response = client.get(there)
        assert len(made) == cost, "\n".join(made)
        assertContains(response, "note-mark")
