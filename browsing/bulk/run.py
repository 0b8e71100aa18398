"""The worker's side of a bulk act: chunk by chunk, each one transaction, also when it is undone.

A chunk notes in its transaction what it really changed; so a killed worker's job goes on behind
the last whole one, and undoing restores that and nothing else.
"""

from django.db.models import Q, Sum

from browsing.bulk.acts import ACTS, UNDO
from browsing.models import BulkChunk
from organizations.access import may
from organizations.actors import Actor
from organizations.members import Refused
from organizations.models import Job, Membership
from organizations.tenancy import within
from organizations.work import Failed, Work

SUMS = {
    "of_done": Sum("asked", filter=Q(changed__isnull=False), default=0),
    "of_there": Sum("there", default=0),
    "of_changed": Sum("changed", default=0),
    "of_restored": Sum("undone", default=0),
    "of_tried": Sum("changed", filter=Q(undone__isnull=False), default=0),
}


def run(work: Work) -> dict:
    job = work.job
    if job.params["act"] == UNDO:
        with within(job.organization):
            job = Job.objects.of(job.organization).get(public_id=job.params["of"])
        job.organization = work.job.organization
        return _run(work, _actor(work, job), job, _undo_one, changed__gt=0, undone=None)
    return _run(work, _actor(work, job), job, _do_one, changed=None)


def _run(work, by, job, one, **waiting):
    """Do the chunks that wait, each once, whoever else is at it; the result."""
    organization = job.organization
    with within(organization):
        chunks = BulkChunk.objects.of(organization).filter(job=job.public_id)
        numbers = list(chunks.filter(**waiting).order_by("number").values_list("number", flat=True))
    _tell(work, chunks)
    for number in numbers:
        with within(organization):
            mine = chunks.filter(number=number, **waiting).select_for_update().first()
            try:
                if mine:
                    one(job, mine, by)
            except Refused as refused:
                raise Failed(f"{refused} What came before is done.") from refused
        _tell(work, chunks)
    return work.job.result


def _do_one(job, chunk, by):
    change = ACTS[job.params["act"]].run(job.organization, chunk.keys, job.params, by)
    chunk.there, chunk.changed, chunk.record = change.there, change.changed, change.record
    chunk.save(update_fields=["there", "changed", "record"])


def _undo_one(job, chunk, by):
    change = ACTS[job.params["act"]].undo(job.organization, chunk.record, by)
    chunk.undone = change.changed
    chunk.save(update_fields=["undone"])


def _tell(work, chunks):
    """How far it is, from the chunks themselves: a run that goes on tells of all runs."""
    job = work.job
    with within(job.organization):
        sums = chunks.aggregate(**SUMS)
    done, there, changed, restored, tried = (sums[name] for name in SUMS)
    if job.params["act"] == UNDO:
        work.tell(tried, changed, changed=restored, skipped=tried - restored)
    else:
        told = {"changed": changed, "same": there - changed, "gone": done - there}
        work.tell(done, job.params["count"], **told)


def _actor(work, job) -> Actor:
    """Who began it, if they still may do it."""
    by, needs = work.job.by, ACTS[job.params["act"]].needs
    with within(job.organization):
        mine = Membership.objects.of(job.organization).filter(user=by).first() if by else None
    if mine is None or not may(mine, needs):
        raise Failed(f"Who began it may no longer {needs}.")
    return Actor.of(by)
