"""The organization's vocabulary of tags: made, changed, merged, archived, deleted."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.lookups import IsNull
from django.utils import timezone

from annotations.annotate import PLACE
from annotations.holding import hold, insert
from annotations.models import Tag, Tagging
from annotations.refused import Gone, IdTaken, InUse, Invalid, NameTaken
from conversations import document
from organizations.actors import Actor
from organizations.audit import record
from organizations.models import Organization
from organizations.tenancy import within

LONGEST = 255  # characters
BATCH = 1000


def with_uses(organization: Organization):
    """The organization's tags by name, each with uses, the number of its taggings.

    One statement.
    """
    return Tag.objects.of(organization).annotate(uses=Count("taggings")).order_by("key")


def make(
    organization: Organization,
    name: str,
    by: Actor,
    colour: str = Tag.Colour.GREY,
    description: str = "",
    public_id: UUID | None = None,
) -> Tag:
    """NameTaken when the name is one already, IdTaken, Invalid. The same id again: the same tag."""
    with within(organization):
        tags = Tag.objects.of(organization)
        name = plain(name)
        again = public_id and tags.filter(public_id=public_id).first()
        if again:
            return _same(again, name)
        given = {"public_id": public_id} if public_id else {}
        tag = Tag(organization=organization, name=name, key=name.casefold(), **given)
        tag.colour, tag.description = colour, description
        try:
            insert([tag])
        except IntegrityError as error:
            refuse_name(tags, tag.key, error)
        record(organization, by, "tag.made", name)
    return tag


def change(tag: Tag, by: Actor, name=None, colour=None, description=None) -> Tag:
    """Give it what is not None. NameTaken, whose other is the tag to merge it into, or Invalid.

    A new name is put into the search documents of all that bear the tag: about a second for
    thousand of them.
    """
    organization = tag.organization
    with within(organization):
        tag = held(organization, tag)[0]
        before = tag.name
        told = {"name": name and plain(name), "colour": colour, "description": description}
        changed = {k: v for k, v in told.items() if v is not None and v != getattr(tag, k)}
        if not changed:
            return tag
        for column, value in changed.items():
            setattr(tag, column, value)
        tag.key = tag.name.casefold()
        save(tag)
        if tag.name != before:
            _rewrite(organization, _bearing(tag))
            changed["from"] = before
        record(organization, by, "tag.changed", tag.name, changed)
    return tag


def merge(tag: Tag, into: Tag, by: Actor) -> Tag:
    """Put the other tag wherever this one is, once a place, and delete this one."""
    organization = tag.organization
    if tag.pk == into.pk:
        raise Invalid("into", "A tag can’t be merged into itself.")
    with within(organization):
        tag, into = held(organization, tag, into)
        bearing = list(_bearing(tag))
        _drop_doubles(tag, into)
        Tagging.objects.of(organization).filter(tag=tag).update(tag=into)
        tag.delete()
        _rewrite(organization, bearing)
        detail = {"from": tag.name, "conversations": len(bearing)}
        record(organization, by, "tag.merged", into.name, detail)
    return into


def archive(tag: Tag, by: Actor):
    """Offer it no more; it stays where it is. Again, it changes nothing."""
    _set_archived(tag, by, timezone.now(), "tag.archived")


def unarchive(tag: Tag, by: Actor):
    _set_archived(tag, by, None, "tag.unarchived")


def delete(tag: Tag, by: Actor):
    """InUse if it is anywhere: then it can be archived or merged."""
    organization = tag.organization
    with within(organization):
        [tag] = held(organization, tag)
        uses = Tagging.objects.of(organization).filter(tag=tag).count()
        if uses:
            raise InUse(f"The tag “{tag.name}” has {uses} uses. Archive it, or merge it.")
        tag.delete()
        record(organization, by, "tag.deleted", tag.name)


def plain(name: str) -> str:
    """A name as it is kept; Invalid if there is nothing of it, or too much."""
    name = " ".join(name.split())
    if not name or "\0" in name:
        raise Invalid("name", "Write a name.")
    if len(name) > LONGEST:
        raise Invalid("name", f"At most {LONGEST} characters.")
    return name


def held(organization, *tags) -> list[Tag]:
    """The tags as they are now, which nobody else puts anywhere or changes meanwhile."""
    keys = [tag.pk for tag in tags]
    rows = Tag.objects.of(organization).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows.select_for_update()}
    if len(found) < len(keys):
        raise Gone("The tag was deleted.")
    for row in found.values():
        row.organization = organization
    return [found[key] for key in keys]


def save(tag):
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError as error:
        others = Tag.objects.of(tag.organization).exclude(pk=tag.pk)
        refuse_name(others, tag.key, error)


def refuse_name(tags, key, error):
    """NameTaken by the tag that has this key; another error is raised as it is."""
    if "tag_name_is_taken" not in str(error):
        raise error
    other = tags.get(key=key)
    raise NameTaken(f"There is a tag “{other.name}” already.", other) from error


def _same(tag, name):
    if tag.key != name.casefold():
        raise IdTaken
    return tag


def _set_archived(tag, by, moment, act):
    organization = tag.organization
    with within(organization):
        rows = Tag.objects.of(organization).filter(
            pk=tag.pk, archived_at__isnull=moment is not None
        )
        if rows.update(archived_at=moment):
            record(organization, by, act, tag.name)
    tag.archived_at = moment


def _bearing(tag):
    """The keys of the conversations that bear the tag."""
    taggings = Tagging.objects.of(tag.organization).filter(tag=tag)
    return taggings.values_list("conversation", flat=True).distinct().order_by("conversation")


def _drop_doubles(tag, into):
    """Delete this tag's taggings in places that have the other tag."""
    there = Tagging.objects.of(tag.organization).filter(tag=into)
    there = there.filter(conversation=OuterRef("conversation"))
    for column in PLACE:
        both_lack = Q(**{column: None}) & Q(IsNull(OuterRef(column), True))
        there = there.filter(Q(**{column: OuterRef(column)}) | both_lack)
    Tagging.objects.of(tag.organization).filter(Exists(there), tag=tag)._raw_delete("default")


def _rewrite(organization, keys):
    """Put the tags of these conversations anew into their search documents."""
    keys = list(keys)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        hold(organization, batch)
        rows = Tagging.objects.of(organization).filter(conversation__in=batch).order_by("pk")
        texts = {key: [] for key in batch}
        for key, name in rows.values_list("conversation", "tag__name"):
            texts[key].append(name)
        texts = {key: "\n".join(dict.fromkeys(names)) for key, names in texts.items()}
        document.put_part(organization, "tags", texts)
