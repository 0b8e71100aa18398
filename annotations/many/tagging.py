"""Tags put on many conversations or taken off them, in the statements of one, and undone."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from annotations.holding import authored_row
from annotations.many.holding import Change, hold_all, write_histories
from annotations.models import Tag, Tagging
from annotations.refused import Gone
from conversations.insert import insert_free
from conversations.models import Turn
from organizations.actors import Actor
from organizations.models import Organization
from organizations.tenancy import within
from web.keep import keep

# What a tagging that was taken off is put back with
KEPT = [f.attname for f in Tagging._meta.concrete_fields if f.name != "organization"]
WHERE = ("conversation_id", "tag_id")


def tag_all(organization: Organization, keys: list[UUID], tags: list[int], by: Actor) -> Change:
    """Put the tags on the conversations as wholes, where they aren't yet. Gone if a tag is."""
    with within(organization):
        tags = _tags(organization, tags)  # before conversations, in the order that all take
        held = hold_all(organization, keys)
        common = {"organization_id": organization.pk} | authored_row(by)
        rows = [
            common | {"conversation_id": key, "tag_id": tag.pk, "public_id": uuid7()}
            for key in held
            for tag in tags
        ]
        put = insert_free(Tagging, rows, *WHERE, "id")
        changed = _tell(organization, by, "conversation.tagged", held, tags, put)
    return Change(len(held), changed, [key for *_, key in put])


def undo_tag_all(organization: Organization, record: list[int], by: Actor) -> Change:
    """Take off what tag_all put, as far as it is still there."""
    rows = Tagging.objects.of(organization).filter(pk__in=record)
    return _take_off(organization, rows, by)


def untag_all(organization: Organization, keys: list[UUID], tags: list[int], by: Actor) -> Change:
    """Take the tags off the conversations and their turns."""
    rows = Tagging.objects.of(organization).filter(conversation__in=keys, tag__in=tags)
    return _take_off(organization, rows, by, len(keys))


def undo_untag_all(organization: Organization, record: list[dict], by: Actor) -> Change:
    """Put back what untag_all took: place, author, source and time as they were.

    Where conversation, tag or turn are gone, or somebody has put the tag there again, nothing
    is put.
    """
    with within(organization):
        there = Tag.objects.of(organization).filter(pk__in={row["tag_id"] for row in record})
        tags = {tag.pk: tag for tag in keep(there)}
        held = hold_all(organization, [row["conversation_id"] for row in record])
        turns = _turns(organization, record)
        rows = [
            row | {"organization_id": organization.pk}
            for row in record
            if UUID(row["conversation_id"]) in held
            and row["tag_id"] in tags
            and (row["turn_id"] is None or row["turn_id"] in turns)
        ]
        back = insert_free(Tagging, rows, *WHERE)
        changed = _tell(organization, by, "conversation.tagged", held, tags.values(), back)
    return Change(len(held), changed)


def _take_off(organization, rows, by, there=None):
    with within(organization):
        # No merge moves them meanwhile
        tags = keep(Tag.objects.of(organization).filter(pk__in=rows.values("tag")))
        held = hold_all(organization, list(set(rows.values_list("conversation", flat=True))))
        record = list(rows.filter(conversation__in=held, tag__in=tags).values(*KEPT))
        rows.filter(pk__in=[row["id"] for row in record])._raw_delete("default")
        taken = [[row[column] for column in WHERE] for row in record]
        changed = _tell(organization, by, "conversation.untagged", held, tags, taken)
    record = [{name: _plain(value) for name, value in row.items()} for row in record]
    return Change(len(held) if there is None else there, changed, record)


def _plain(value):
    """As JSON has it, with each microsecond."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _tags(organization, keys):
    """The tags, none of which can go until the transaction ends."""
    found = keep(Tag.objects.of(organization).filter(pk__in=keys))
    if len(found) < len(keys):
        raise Gone("A tag was deleted, or merged into another, meanwhile.")
    return found


def _turns(organization, record):
    keys = {row["turn_id"] for row in record} - {None}
    return set(Turn.objects.of(organization).filter(pk__in=keys).values_list("pk", flat=True))


def _tell(organization, by, act, held, tags, taggings) -> int:
    """Write into the histories of these taggings' conversations; of how many that was."""
    names = {tag.pk: tag.name for tag in tags}
    changed = defaultdict(dict)
    for key, tag, *_ in taggings:
        changed[key][names[tag]] = None
    told = [(held[key], {"tags": list(on), "turn": None}) for key, on in changed.items()]
    write_histories(organization, by, act, told)
    return len(told)
