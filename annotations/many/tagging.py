"""Tags put on many conversations or taken off them, in the statements of one, and undone."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from annotations.annotate import PLACE
from annotations.holding import authored
from annotations.many.holding import Change, hold_all, write_histories
from annotations.models import Tag, Tagging
from annotations.refused import Gone
from conversations.models import Turn
from organizations.actors import Actor
from organizations.models import Organization
from organizations.tenancy import within
from web.keep import keep

# What a tagging that was taken off is put back with
KEPT = [f.attname for f in Tagging._meta.concrete_fields if f.name != "organization"]


def tag_all(organization: Organization, keys: list[UUID], tags: list[int], by: Actor) -> Change:
    """Put the tags on the conversations as wholes, where they aren't yet. Gone if a tag is."""
    with within(organization):
        tags = _tags(organization, tags)  # before conversations, in the order that all take
        held = hold_all(organization, keys)
        known = _on_the_whole(organization, held, tags)
        rows = [
            Tagging(organization=organization, conversation_id=key, tag=tag, **authored(by))
            for key in held
            for tag in tags
            if (key, tag.pk) not in known
        ]
        Tagging.objects.bulk_create(rows)
        _tell(organization, by, "conversation.tagged", held, rows, tags)
    return Change(len(held), len(_keys(rows)), [row.pk for row in rows])


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
            Tagging(organization=organization, **row)
            for row in record
            if UUID(row["conversation_id"]) in held
            and row["tag_id"] in tags
            and (row["turn_id"] is None or row["turn_id"] in turns)
        ]
        back = _insert_where_free(organization, rows)
        _tell(organization, by, "conversation.tagged", held, back, list(tags.values()))
    return Change(len(held), len(_keys(back)))


def _take_off(organization, rows, by, there=None):
    with within(organization):
        keys = set(rows.values_list("conversation", flat=True))
        held = hold_all(organization, list(keys))
        rows = list(rows.filter(conversation__in=held).select_related("tag"))
        Tagging.objects.filter(pk__in=[row.pk for row in rows])._raw_delete("default")
        tags = list({row.tag_id: row.tag for row in rows}.values())
        _tell(organization, by, "conversation.untagged", held, rows, tags)
    record = [{name: _plain(getattr(row, name)) for name in KEPT} for row in rows]
    return Change(len(held) if there is None else there, len(_keys(rows)), record)


def _plain(value):
    """As JSON has it, with each microsecond."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _insert_where_free(organization, rows):
    """Insert them but where the tag is again; those that went in."""
    taggings = Tagging.objects.of(organization)
    before = set(taggings.filter(conversation__in=_keys(rows)).values_list("pk", flat=True))
    taggings.bulk_create(rows, ignore_conflicts=True)
    ids = [row.public_id for row in rows]
    return list(taggings.filter(public_id__in=ids).exclude(pk__in=before))


def _tags(organization, keys):
    """The tags, none of which can go until the transaction ends."""
    found = keep(Tag.objects.of(organization).filter(pk__in=keys))
    if len(found) < len(keys):
        raise Gone("A tag was deleted, or merged into another, meanwhile.")
    return found


def _on_the_whole(organization, held, tags):
    whole = Tagging.objects.of(organization).filter(**dict.fromkeys(PLACE))
    rows = whole.filter(conversation__in=held, tag__in=tags)
    return set(rows.values_list("conversation", "tag"))


def _turns(organization, record):
    keys = {row["turn_id"] for row in record} - {None}
    return set(Turn.objects.of(organization).filter(pk__in=keys).values_list("pk", flat=True))


def _tell(organization, by, act, held, rows, tags):
    """Write into the histories of the conversations of these taggings what became of them."""
    names = {tag.pk: tag.name for tag in tags}
    changed = defaultdict(dict)
    for row in rows:
        changed[row.conversation_id][names[row.tag_id]] = None
    told = [(held[key], {"tags": list(on), "turn": None}) for key, on in changed.items()]
    write_histories(organization, by, act, told)


def _keys(rows):
    return {row.conversation_id for row in rows}
