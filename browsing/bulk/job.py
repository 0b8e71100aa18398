"""A bulk act as a job: its conversations are fixed when it begins; so is the undoing of one."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from annotations.refused import IdTaken
from browsing.bulk.acts import ACTS, UNDO, title
from browsing.bulk.run import run
from browsing.bulk.selection import Selection
from browsing.models import BulkChunk
from organizations import jobs
from organizations.audit import record
from organizations.kinds import JobKind
from organizations.members import Refused
from organizations.models import Job, Organization, User
from organizations.tenancy import within

KIND = "bulk"
KEPT = timedelta(days=30)  # of what undoing needs


class Grown(Refused):
    """More match than the person saw; count is how many."""

    def __init__(self, count: int):
        super().__init__(f"{count:,} match by now.")
        self.count = count


def begin(selection: Selection, act: str, params: dict, by: User, public_id: UUID) -> Job:
    """Fix the conversations and queue the act. The same public_id again is the same job.

    Grown if more match than were seen, Refused if none is left, IdTaken.
    """
    organization = selection.query.organization
    with within(organization):
        if again := _same(organization, public_id, by):
            return again
        keys = list(selection.rows.order_by("conversation_id").values_list("pk", flat=True))
        if selection.has_grown(len(keys)):
            raise Grown(len(keys))
        if not keys:
            raise Refused("They are gone: somebody else deleted them.")
        told = _told(selection, len(keys))
        job = jobs.start(organization, KIND, params | told | {"act": act}, by, public_id=public_id)
        _fix(job, keys, ACTS[act].size)
        record(organization, by, f"bulk.{act}", title(job), told)
    return job


def undo(job: Job, by: User) -> Job:
    """Queue the undoing of an ended job; of one that is being undone, that undoing."""
    organization = job.organization
    with within(organization):
        job = Job.objects.of(organization).select_for_update().get(pk=job.pk)
        job.organization = organization
        if before := job.result.get(UNDO):
            return Job.objects.of(organization).get(public_id=before)
        if not can_undo(job):
            raise Refused("This can’t be undone.")
        params = {"act": UNDO, "of": str(job.public_id), "title": title(job)}
        undoing = jobs.start(organization, KIND, params, by)
        job.result[UNDO] = str(undoing.public_id)
        job.save(update_fields=["result"])
        record(organization, by, "bulk.undone", title(job))
    return undoing


def can_undo(job: Job) -> bool:
    """Whether there is something that undoing would restore."""
    act = ACTS.get(job.params["act"])
    if job.is_unfinished or not act or not act.undo or job.result.get(UNDO):
        return False
    return bool(job.result.get("changed")) and job.finished_at > timezone.now() - KEPT


def _told(selection, count) -> dict:
    """What the job is about, in words of the list that it came from."""
    listed = {"filters": selection.query.urlencoded, "newest": str(selection.newest)}
    seen = {"seen": selection.seen} if selection.is_all else {}
    told = {"kind": selection.kind, "count": count, "many": selection.many(count)}
    return told | seen | (listed if selection.is_all else {})


def _fix(job, keys, size):
    starts = range(0, len(keys), size)
    organization = job.organization
    BulkChunk.objects.bulk_create(
        BulkChunk(
            organization=organization,
            job=job.public_id,
            number=number,
            keys=keys[start : start + size],
            asked=len(keys[start : start + size]),
        )
        for number, start in enumerate(starts)
    )
    old = Job.objects.of(organization).filter(kind=KIND, finished_at__lt=timezone.now() - KEPT)
    BulkChunk.objects.of(organization).filter(job__in=old.values("public_id")).delete()


def _same(organization: Organization, public_id, by):
    found = Job.objects.of(organization).filter(public_id=public_id).first()
    if found and (found.kind != KIND or found.by_id != by.pk):
        raise IdTaken
    if found:
        found.organization = organization
    return found


def ended(job: Job):
    """Keep what undoing needs, and no keys."""
    act = ACTS.get(job.params["act"])
    with within(job.organization):
        chunks = BulkChunk.objects.of(job.organization).filter(job=job.public_id)
        if act and act.undo:
            chunks.update(keys=[])
        else:
            chunks.delete()


BULK = JobKind(title, run, "browsing/_bulk_result.html", ended)
