"""The page of one's mentions, and what completes an @."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations import mentions, notes
from annotations.pages import mentioning
from annotations.places import Place
from organizations.actors import Actor
from organizations.tenancy import within
from tests.factories import MembershipFactory

PAGE = "/o/acme/mentions/"


@pytest.fixture
def me(member):
    member.user.name = "Maren Quay"
    member.user.save()
    return member.user


@pytest.fixture
def mention(me, conversation, ada):
    """mention("@marenquay look"): it is in my list."""

    def mention(body="@marenquay look", **more):
        note = notes.write(conversation, body, ada, **more)
        with within(conversation.organization):
            return note.mentions.get()

    return mention


def test_lists_the_newest_first_with_who_what_and_where(client, mention):
    mention("@marenquay one")
    mention("**Two** for @marenquay <b>")
    response = client.get(PAGE)
    text = response.content.decode()
    assert text.index("Two for @Maren Quay &lt;b&gt;") < text.index("@Maren Quay one")
    assertContains(response, "Ada Lovelace")
    assertContains(response, "Where is my parcel?")
    assertContains(response, '2<span class="visually-hidden"> unread</span>')


def test_following_one_reads_it_and_leads_to_its_note(client, me, acme, mention, conversation):
    one = mention(place=Place(turn=2))
    mention("@marenquay another")
    there = f"/o/acme/chats/{conversation.pk}/?turn=2#note-{one.note.public_id}"
    assertRedirects(client.get(f"{PAGE}{one.public_id}/"), there, fetch_redirect_response=False)
    with within(acme):
        assert mentions.unread(me, acme) == 1


def test_a_reply_leads_to_the_turn_of_its_thread(client, me, acme, conversation, ada):
    thread = notes.write(conversation, "Why?", ada, Place(turn=2))
    note = notes.reply(thread, "@marenquay", ada)
    with within(acme):
        one = note.mentions.get()
    there = f"/o/acme/chats/{conversation.pk}/?turn=2#note-{note.public_id}"
    assert client.get(f"{PAGE}{one.public_id}/")["Location"] == there


def test_all_are_read_at_once(client, mention):
    mention()
    response = client.post(f"{PAGE}read/", follow=True)
    assertNotContains(response, "unread</span>")


def test_without_one_it_says_how_to_mention(client, me):
    assertContains(client.get(PAGE), "Nobody has mentioned you yet.")


def test_pages_by_the_last_row(client, htmx, mention, monkeypatch):
    monkeypatch.setattr(mentioning, "ROWS", 2)
    for number in range(3):
        mention(f"@marenquay {number}")
    first = client.get(PAGE)
    assertNotContains(first, "@Maren Quay 0")
    older = htmx(PAGE, {"before": first.context["older"]})
    assertContains(older, "@Maren Quay 0")
    assertNotContains(older, "Older")
    assert client.get(PAGE, {"before": "x" * 99}).status_code == 200
    assert client.get(PAGE, {"before": "9" * 99}).status_code == 200


def test_nobody_sees_or_follows_anothers_mentions(client, me, acme, conversation, ada, bob):
    with within(acme):
        theirs = notes.write(conversation, "@bob secretly", ada).mentions.get()
    assertNotContains(client.get(PAGE), "secretly")
    assert client.get(f"{PAGE}{theirs.public_id}/").status_code == 404


def test_no_mention_of_another_organization_is_shown(client, me, rival, theirs):
    MembershipFactory(organization=rival, user=me)
    notes.write(theirs, "@marenquay secretly", Actor())
    assertNotContains(client.get(PAGE), "secretly")
    assertContains(client.get("/o/rival/mentions/"), "secretly")


def test_an_e_mail_is_wanted_once_one_says_so(client, me, mention, mailoutbox, acme):
    assert me.mails_mentions is False
    assertContains(client.post(f"{PAGE}mail/", {"mails": "on"}, follow=True), "You get an email")
    me.refresh_from_db()
    assert me.mails_mentions is True
    client.post(f"{PAGE}mail/")
    me.refresh_from_db()
    assert me.mails_mentions is False


@pytest.mark.parametrize("count", [1, 20])
def test_costs_the_same_statements_however_many_mentions(client, mention, statements, count):
    for number in range(count):
        mention(f"@marenquay {number}", place=Place(turn=1))
    with statements() as made:
        client.get(PAGE)
    # session, user, membership, mentions, memberships, totals, unread, who is named
    assert len(made) == 8, made


def test_an_at_offers_members_by_the_words_of_their_names(client, me, ada, bob, rival):
    ask = f"{PAGE.replace('mentions', 'members')}known/"
    assertContains(client.get(ask, {"name": "LOVE"}), 'data-handle="ada"')
    assertNotContains(client.get(ask, {"name": "love"}), "Bob")
    assertContains(client.get(ask, {"name": ""}), 'role="option"', count=3)
    assertContains(client.get(ask, {"name": "\0zz<"}), "No member is called so.")


def test_a_viewer_reads_mentions_but_names_nobody(client, member, mention):
    mention()
    member.role = "viewer"
    member.save()
    assertContains(client.get(PAGE), "look")
    assert client.get("/o/acme/members/known/").status_code == 403
