"""Merging one tag into another: at once, or by a worker where many conversations bear it."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import IsNull

from annotations import tags
from annotations.annotate import PLACE
from annotations.models import Tag, Tagging
from annotations.refused import Gone, Invalid
from organizations import jobs
from organizations.actors import Actor
from organizations.audit import record
from organizations.kinds import JobKind
from organizations.models import Job
from organizations.tenancy import within
from organizations.work import Failed, Work

KIND = "merge_tags"
MANY = 20_000  # conversations: about what a page can wait for
BATCH = 2000


def merge(tag: Tag, into: Tag, by: Actor) -> Job | None:
    """Put the other tag wherever this one is, once a place, and delete this one.

    Where many bear it a job does so, which is returned; until it ends this one is archived.
    Invalid, Gone.
    """
    organization = tag.organization
    if tag.pk == into.pk:
        raise Invalid("into", "A tag can’t be merged into itself.")
    with within(organization):
        tag, into = tags.held(organization, tag, into)
        if is_many(tag):
            tags.archive(tag, by)
            params = {"tag": tag.pk, "name": tag.name, "into": into.pk, "into_name": into.name}
            return jobs.start(organization, KIND, params, by=by.person, api_key=by.api_key)
        moved = _move(tag, into, MANY)
        _end(tag, into, moved, by)
    return None


def conversations(tag: Tag):
    """The keys of the conversations that bear the tag, or whose turns do, in their order."""
    taggings = Tagging.objects.of(tag.organization).filter(tag=tag)
    return taggings.values_list("conversation", flat=True).distinct().order_by("conversation")


def is_many(tag: Tag) -> bool:
    """Whether so many bear it that a job has to move it."""
    return conversations(tag)[MANY : MANY + 1].exists()


def doubles(tag: Tag, into: Tag) -> int:
    """How many conversations bear both."""
    both = Tagging.objects.of(tag.organization).filter(tag=into)
    return conversations(tag).filter(conversation__in=both.values("conversation")).count()


def run(work: Work) -> dict:
    """A batch at a time, each whole: what a killed worker left the next one does."""
    job, organization = work.job, work.job.organization
    done = job.result.get("conversations", 0)  # by a run that was killed
    while True:
        with within(organization):
            tag, into = _both(job)
            if tag is None:
                return {"conversations": done}
            moved = _move(tag, into, BATCH)
            if not moved:
                _end(tag, into, done, Actor.of(job.by or job.api_key))
                return {"conversations": done}
            left = conversations(tag).count()
        done += moved
        work.tell(done, done + left, conversations=done)


def _both(job):
    """The tags, held; (None, None) where the first is gone, since a run before this ended it."""
    rows = Tag.objects.of(job.organization)
    found = {key: rows.filter(pk=job.params[key]).first() for key in ("tag", "into")}
    if found["tag"] is None:
        return None, None
    if found["into"] is None:
        raise Failed(f"The tag “{job.params['into_name']}” is gone. What was merged stays so.")
    try:
        return tags.held(job.organization, *found.values())
    except Gone:
        raise Failed("One of the tags was deleted meanwhile.") from None


def _move(tag, into, most) -> int:
    """Move taggings of that many conversations at most; of how many it was."""
    keys = list(conversations(tag)[:most])
    taggings = Tagging.objects.of(tag.organization).filter(conversation__in=keys)
    _drop_doubles(taggings, tag, into)
    taggings.filter(tag=tag).update(tag=into)
    return len(keys)


def _end(tag, into, moved, by):
    organization = tag.organization
    tag.delete()
    record(organization, by, "tag.merged", into.name, {"from": tag.name, "conversations": moved})


def _drop_doubles(taggings, tag, into):
    """Delete this tag's taggings in places that have the other tag."""
    there = Tagging.objects.of(tag.organization).filter(tag=into)
    there = there.filter(conversation=OuterRef("conversation"))
    for column in PLACE:
        both_lack = Q(**{column: None}) & Q(IsNull(OuterRef(column), True))
        there = there.filter(Q(**{column: OuterRef(column)}) | both_lack)
    taggings.filter(Exists(there), tag=tag)._raw_delete("default")


MERGE = JobKind(
    lambda job: f"Merging “{job.params['name']}” into “{job.params['into_name']}”",
    run,
    "annotations/_tag_job.html",
)
