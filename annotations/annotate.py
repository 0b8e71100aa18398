"""Putting tags on conversations and turns, and taking them off: each whole or not at all."""

from uuid import UUID

from annotations.holding import authored, holding, insert, same
from annotations.models import Source, Tag, Tagging
from annotations.places import WHOLE, Place, columns
from annotations.refused import Archived, Refused
from conversations.insert import insert_missing
from conversations.models import Conversation
from organizations.actors import Actor
from organizations.audit import record
from organizations.models import Organization
from organizations.tenancy import within
from web.keep import keep

# Whose place a tagging is in, for "the same tag in the same place"
PLACE = ("turn", "span_start", "span_end", "start_ms", "end_ms")


def tag(
    conversation: Conversation,
    names: list[str],
    by: Actor,
    place: Place = WHOLE,
    may_make: bool = True,
    public_id: UUID | None = None,
) -> list[Tagging]:
    """Put tags in a place, in their order; the taggings there, made now or before.

    Doubles are one. New names become tags if may_make, else Refused. A person puts no archived
    tag (Archived). public_id goes with one name: the same again changes nothing. Invalid
    where there is no such place.
    """
    organization = conversation.organization
    with within(organization):
        # Tags before conversations, in the order that all take
        tags = tags_to_put(organization, names, by, may_make)
        if not tags:
            return []
        with holding(conversation) as conversation:
            if again := same(_taggings(conversation), public_id, by, conversation):
                return [again]
            return _put(conversation, tags, by, columns(conversation, place), public_id)


def tags_to_put(
    organization: Organization, names: list[str], by: Actor, may_make: bool = True
) -> list[Tag]:
    """The tags of these names, each once, kept until the transaction ends; refused as by tag()."""
    names = _each_once(names)
    tags = _tags(organization, names, by, may_make) if names else []
    if by.source == Source.PERSON:
        _refuse_archived(tags)
    return tags


def tag_arriving(conversation: Conversation, names: list[str], by: Actor):
    """Put the tags that came with a conversation, in the transaction that stores it.

    Nobody else can know of it yet, and its history begins with its arrival.
    """
    names = _each_once(names)
    if names:
        tags = _tags(conversation.organization, names, by)
        insert(_rows(conversation, tags, by, {}))


def retag(conversation: Conversation, names: list[str], by: Actor, may_make: bool = True):
    """Have these tags on the conversation as a whole, and no others; refused as tag() is."""
    with within(conversation.organization):
        kept = [tagging.tag_id for tagging in tag(conversation, names, by, may_make=may_make)]
        with holding(conversation) as conversation:
            gone = list(_in_place(conversation, {}).exclude(tag__in=kept).select_related("tag"))
            if gone:
                _taggings(conversation).filter(pk__in=[row.pk for row in gone]).delete()
                tags = [row.tag for row in gone]
                _record(conversation, by, "conversation.untagged", tags, None)


def untag(tagging: Tagging, by: Actor) -> bool:
    """Take a tag off its place; False if somebody did so before."""
    with holding(tagging.conversation) as conversation:
        rows = _taggings(conversation).filter(pk=tagging.pk).select_related("tag", "turn")
        row = rows.first()
        if row is None:
            return False
        row.delete()
        _record(conversation, by, "conversation.untagged", [row.tag], row.turn)
    return True


def names_on_each(organization: Organization, keys: list[UUID]) -> dict[UUID, list[str]]:
    """The names of the tags on these conversations as wholes, in the order they came."""
    rows = Tagging.objects.of(organization).filter(conversation__in=keys)
    rows = rows.filter(**dict.fromkeys(PLACE)).order_by("pk")
    found: dict[UUID, list[str]] = {}
    for key, name in rows.values_list("conversation", "tag__name"):
        found.setdefault(key, []).append(name)
    return found


def _put(conversation, tags, by, place, public_id):
    there = {t.tag_id: t for t in _in_place(conversation, place).filter(tag__in=tags)}
    new = [tag for tag in tags if tag.pk not in there]
    rows = _rows(conversation, new, by, place)
    if public_id and rows:
        rows[0].public_id = public_id
    insert(rows)
    there |= {row.tag_id: row for row in rows}
    if new:
        _record(conversation, by, "conversation.tagged", new, place.get("turn"))
    return [there[tag.pk] for tag in tags]


def _rows(conversation, tags, by, place):
    common = {"organization": conversation.organization, "conversation": conversation}
    return [Tagging(tag=tag, **common, **authored(by), **place) for tag in tags]


def _each_once(names):
    """Without those that say nothing, and without doubles, the first spelling of each."""
    wanted = {}
    for name in names:
        wanted.setdefault(name.casefold(), name)
    return [name for name in wanted.values() if name.strip()]


def _taggings(conversation):
    return Tagging.objects.of(conversation.organization).filter(conversation=conversation)


def _in_place(conversation, place):
    return _taggings(conversation).filter(**{column: place.get(column) for column in PLACE})


def _record(conversation, by, act, tags, turn):
    detail = {"tags": [tag.name for tag in tags], "turn": turn and turn.number}
    record(conversation.organization, by, act, conversation.reference, detail, conversation.pk)


def _refuse_archived(tags):
    for tag in tags:
        if tag.archived_at:
            raise Archived(f"The tag “{tag.name}” is archived. Take another, or bring it back.")


def _tags(organization, names, by, may_make=True):
    """The tags of these names, ignoring case; missing ones are made."""
    found = _look(organization, names)
    missing = [name for name in names if name.casefold() not in found]
    if missing:
        if not may_make:
            raise Refused(f"There is no tag “{missing[0]}”, and your role may not make one.")
        rows = [_new(organization, name, by) for name in missing]
        insert_missing(Tag, sorted(rows, key=lambda row: row.key))
        found = _look(organization, names)
    return [found[name.casefold()] for name in names]


def _new(organization, name, by):
    tag = Tag(organization=organization, source=by.source, made_by=by.name)
    tag.call(name)
    return tag


def _look(organization, names):
    keys = [name.casefold() for name in names]
    return {row.key: row for row in keep(Tag.objects.of(organization).filter(key__in=keys))}
