"""The organization's vocabulary of tags: made, changed, archived, deleted; annotations.merge."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.holding import insert
from annotations.models import Tag, Tagging
from annotations.refused import Gone, IdTaken, InUse, Invalid, NameTaken
from organizations.actors import Actor
from organizations.audit import record
from organizations.kinds import JobKind
from organizations.models import Organization
from organizations.tenancy import within

LONGEST = 255  # characters
# Jobs of version 0.1.0, by which searches followed a tag's new name; what waits has nothing to do
RENAMED = JobKind(
    lambda job: f"Renaming “{job.params['from']}” to “{job.params['name']}”",
    lambda work: {"conversations": 0},
    "annotations/_tag_job.html",
)


def with_uses(organization: Organization):
    """The organization's tags by name, each with uses, the number of its taggings.

    One statement; it counts by an index alone.
    """
    taggings = Tagging.objects.of(organization).filter(tag=OuterRef("pk")).order_by()
    count = taggings.values("tag").annotate(n=Count("*")).values("n")
    rows = Tag.objects.of(organization).annotate(uses=Coalesce(Subquery(count), 0))
    return rows.order_by("key")


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
        tag = Tag(organization=organization, source=by.source, made_by=by.name, **given)
        tag.call(name)
        tag.colour, tag.description = colour, description
        try:
            insert([tag])
        except IntegrityError as error:
            refuse_name(tags, tag.key, error)
        record(organization, by, "tag.made", name)
    return tag


def change(tag: Tag, by: Actor, name=None, colour=None, description=None) -> Tag:
    """Give it what is not None. NameTaken, whose other is the tag to merge it into, or Invalid.

    By a new name searches find at once what bears the tag, and by the old one no more.
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
        tag.call(tag.name)
        save(tag)
        if tag.name != before:
            changed["from"] = before
        record(organization, by, "tag.changed", tag.name, changed)
    return tag


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
            times = f"{uses:,} use{'' if uses == 1 else 's'}"
            raise InUse(f"The tag “{tag.name}” has {times}. Archive it, or merge it.")
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
