"""Members named in notes."""

import pytest

from annotations import mail, mentions, notes
from annotations.models import Mention
from annotations.places import Place
from annotations.tasks import mail_mentions
from organizations.models import Due
from organizations.tenancy import within
from tests.annotations.conftest import person
from tests.factories import MembershipFactory, UserFactory


def names(acme, body):
    return [str(who) for who in mentions.named(body, mentions.handles(acme))]


@pytest.mark.parametrize(
    "body",
    ["@ada", "Look, @Ada.", "@adalovelace?", "(@AdaLovelace)", "@ada@acme.example", "a\n@ada"],
)
def test_a_member_is_named_by_e_mail_or_name(acme, ada, bob, body):
    assert names(acme, body) == ["Ada Lovelace"]


@pytest.mark.parametrize("body", ["ada", "x@ada", "@adam", "@ ada", "mail@ada@acme.example", "@"])
def test_other_words_name_nobody(acme, ada, body):
    assert names(acme, body) == []


def test_a_name_that_two_bear_names_nobody_but_their_e_mails_do(acme, ada):
    person(acme, name="Ada", email="ada@other.example")
    assert names(acme, "@ada") == []
    assert names(acme, "@ada@other.example @adalovelace") == ["Ada", "Ada Lovelace"]


def test_the_shortest_name_is_what_is_written(acme, ada):
    assert mentions.handle(ada.person, mentions.handles(acme)) == "ada"


def test_who_is_no_member_is_not_named(acme, rival, ada):
    MembershipFactory(organization=rival, user=UserFactory(email="eve@rival.example"))
    assert names(acme, "@eve@rival.example") == []


def test_a_mention_waits_in_its_persons_list(acme, conversation, ada, bob, statements, within_acme):
    note = notes.write(conversation, "@bob @bob look", ada, Place(turn=2))
    assert mentions.unread(bob.person, acme) == 1
    with statements() as made:
        [mention] = mentions.of(bob.person, acme)
        told = (mention.note, mention.note.by, mention.note.conversation, mention.note.turn.number)
    assert told == (note, "Ada Lovelace", conversation, 2)
    assert len(made) == 1


def test_what_was_read_is_unread_no_more(acme, conversation, ada, bob, within_acme):
    notes.write(conversation, "@bob one", ada)
    notes.write(conversation, "@bob two", ada)
    mentions.read(bob.person, acme, [mentions.of(bob.person, acme)[0].public_id])
    assert mentions.unread(bob.person, acme) == 1
    mentions.read(bob.person, acme)
    assert mentions.unread(bob.person, acme) == 0


def test_nobody_reads_anothers_mentions(acme, conversation, ada, bob, within_acme):
    notes.write(conversation, "@bob one", ada)
    mentions.read(ada.person, acme)
    assert mentions.unread(bob.person, acme) == 1


def test_nobody_mentions_themselves(acme, conversation, ada, within_acme):
    notes.write(conversation, "@ada remember", ada)
    assert not Mention.objects.exists()


def test_an_edit_mentions_who_is_new_and_forgets_who_is_not_named(
    acme, conversation, ada, bob, within_acme
):
    carl = person(acme, name="Carl", email="carl@acme.example")
    note = notes.write(conversation, "@bob look", ada)
    notes.edit(note, "@carl look", ada)
    assert [mention.person for mention in Mention.objects.all()] == [carl.person]


def test_a_deleted_note_mentions_nobody(acme, conversation, ada, bob, within_acme):
    note = notes.write(conversation, "@bob look", ada)
    mentions.read(bob.person, acme)
    notes.delete(note, ada)
    assert not mentions.of(bob.person, acme)


def test_an_e_mail_goes_out_once_and_leads_to_the_note(acme, conversation, ada, bob, mailoutbox):
    note = notes.write(conversation, "@bob <look>", ada, Place(turn=2))
    mail_mentions(acme.pk)
    mail_mentions(acme.pk)
    [sent] = mailoutbox
    assert sent.to == ["bob@acme.example"]
    assert sent.subject.startswith("Ada Lovelace mentioned you in a note on “Where is my parcel")
    assert "@bob <look>" in sent.body
    with within(acme):
        assert f"/o/acme/mentions/{note.mentions.get().public_id}/" in sent.body


def test_who_wants_no_e_mail_gets_none(acme, conversation, ada, bob, mailoutbox):
    bob.person.mails_mentions = False
    bob.person.save()
    notes.write(conversation, "@bob look", ada)
    mail_mentions(acme.pk)
    assert mailoutbox == []


@pytest.mark.parametrize(
    "before",
    [
        lambda note, ada, bob: notes.delete(note, ada),
        lambda note, ada, bob: mentions.read(bob.person, note.organization),
        lambda note, ada, bob: bob.person.memberships.get().delete(),
    ],
)
def test_no_e_mail_once_it_is_needless(acme, conversation, ada, bob, mailoutbox, before):
    before(notes.write(conversation, "@bob look", ada), ada, bob)
    mail_mentions(acme.pk)
    assert mailoutbox == []
    assert not Due.objects.filter(what=mail.DUE).exists()


def test_an_e_mail_that_did_not_go_out_stays_due(
    acme, conversation, ada, bob, settings, mailoutbox
):
    notes.write(conversation, "@bob look", ada)
    ours = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens
    assert mail.send_due(acme) == 0
    settings.EMAIL_BACKEND = ours
    assert mail.send_due(acme) == 1
    assert len(mailoutbox) == 1
