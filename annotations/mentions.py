"""Members named in notes: found by what stands behind an @, told in a list and by e-mail."""

import re
from collections import Counter
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from annotations.models import Mention, Note
from conversations.insert import insert_missing
from organizations.actors import Actor
from organizations.models import Due, Membership, Organization, User
from organizations.nudge import nudge
from organizations.tenancy import within

DUE = "mention"
TASK = "annotations.tasks.mail_mentions"
AT = re.compile(r"(?<![\w@.+-])@([\w.+-]+(?:@[\w-]+(?:\.[\w-]+)+)?)")


def handles(organization: Organization) -> dict[str, User]:
    """What members are called behind an @, case folded: their e-mail, and what stands before its
    @ or their name without spaces, where that is nobody else's.

    Costs one statement.
    """
    memberships = Membership.objects.of(organization).select_related("user")
    people = [membership.user for membership in memberships.order_by("pk")]
    short = {person: {_local(person), _together(person)} - {""} for person in people}
    count = Counter(name for names in short.values() for name in names)
    found = {name: p for p, names in short.items() for name in names if count[name] == 1}
    return found | {person.email.casefold(): person for person in people}


def handle(person: User, known: dict[str, User]) -> str:
    """What to write behind the @ for a member: the shortest of the handles() that mean them."""
    return min((name for name, who in known.items() if who == person), key=lambda n: (len(n), n))


def matching(organization: Organization, typed: str) -> list[tuple[User, str]]:
    """Members whose name or e-mail has a word that begins so, and what to write behind the @."""
    known = handles(organization)
    people = dict.fromkeys(known.values())
    found = [who for who in people if any(w.startswith(typed) for w in _words(who))]
    return [(who, handle(who, known)) for who in sorted(found, key=lambda who: str(who).casefold())]


def named(body: str, known: dict[str, User]) -> list[User]:
    """The members that a note's words name, each once."""
    people = [meant(word, known)[1] for word in AT.findall(body)]
    return list(dict.fromkeys(person for person in people if person))


def meant(word: str, known: dict[str, User]) -> tuple[str, User | None]:
    """Whom a word behind an @ names, and how much of it: the end may be the sentence's."""
    for name in (word, word.rstrip(".-+")):
        if person := known.get(name.casefold()):
            return name, person
    return word, None


def name(note: Note, by: Actor):
    """Hold the note's mentions to its words; who is new there gets an e-mail, if they want.

    Nobody is mentioned by themselves.
    """
    rows = Mention.objects.of(note.organization).filter(note=note)
    if "@" not in note.body:
        rows.filter(read_at=None).delete()
        return
    people = [p for p in named(note.body, handles(note.organization)) if p != by.person]
    rows.filter(read_at=None).exclude(person__in=people).delete()
    common = {"organization": note.organization, "note": note, **by.dated("created_at")}
    new = [Mention(person=person, **common) for person in people]
    made = insert_missing(Mention, new) if new else set()
    _due(note.organization, Mention.objects.of(note.organization).filter(pk__in=made))


def of(person: User, organization: Organization):
    """Where others mentioned them, the newest first, with note and conversation."""
    rows = Mention.objects.of(organization).filter(person=person, note__deleted_at=None)
    return rows.select_related(
        "note__conversation", "note__author", "note__turn", "note__thread__turn"
    ).order_by("-pk")


def unread(person: User, organization: Organization) -> int:
    rows = Mention.objects.of(organization).filter(person=person, read_at=None)
    return rows.filter(note__deleted_at=None).count()


def read(person: User, organization: Organization, public_ids: list[UUID] | None = None):
    """Note that they have read these, or all of theirs. Again, it changes nothing."""
    with within(organization):
        rows = Mention.objects.of(organization).filter(person=person, read_at=None)
        if public_ids is not None:
            rows = rows.filter(public_id__in=public_ids)
        rows.update(read_at=Now())


def _due(organization, made):
    wanted = made.filter(person__mails_mentions=True).values_list("public_id", flat=True)
    due = [Due(organization=organization, what=DUE, key=key) for key in wanted]
    if due:
        Due.objects.bulk_create(due, ignore_conflicts=True)
        transaction.on_commit(lambda: nudge(TASK, organization.pk))


def _words(person):
    return [_local(person), _together(person), *person.name.casefold().split()]


def _local(person):
    return person.email.partition("@")[0].casefold()


def _together(person):
    return "".join(person.name.split()).casefold()
