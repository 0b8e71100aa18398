"""Long work, as rows: started, claimed by one worker, told how far it is, cancelled, ended.

A job that is queued, or whose worker gave no sign of life for a while, may be claimed; so
starting one twice, or losing a message, does no harm. A Due row says that it isn't ended.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from organizations import kinds
from organizations.models import ApiKey, Due, Job, JobState, Organization, User
from organizations.nudge import nudge
from organizations.tenancy import within
from organizations.work import Cancelled, Failed, Lost, Work, ended, no_longer_due

log = logging.getLogger(__name__)
START = "organizations.tasks.start_jobs"
SILENCE = timedelta(seconds=30)  # after which a worker counts as dead
MOST_RUNS = 5  # a job over which so many workers died may be what kills them

DIED = "The worker stopped {} times while it was at it, so it is not tried again."
BROKE = "It broke off by a fault that nobody foresaw ({}); the worker's log has the details."


def start(
    organization: Organization,
    kind: str,
    params: dict,
    by: User | None = None,
    api_key: ApiKey | None = None,
    public_id: UUID | None = None,
) -> Job:
    """Queue a job. Its worker is told on commit; while the broker is down, the sweep is it."""
    given = {"public_id": public_id} if public_id else {}
    with within(organization):
        job = Job.objects.create(
            organization=organization, kind=kind, params=params, by=by, api_key=api_key, **given
        )
        Due.objects.create(organization=organization, what=Due.JOB, key=job.public_id)
        transaction.on_commit(lambda: nudge(START, organization.pk))
    return job


def ask_to_cancel(job: Job):
    """Cancel it at once if it waits, else have its worker told; an ended one stays as it is."""
    with within(job.organization):
        unfinished = Job.objects.of(job.organization).unfinished().filter(pk=job.pk)
        if unfinished.filter(state=JobState.QUEUED).update(**ended(JobState.CANCELLED)):
            no_longer_due(job)
            transaction.on_commit(lambda: kinds.clear_away(job))
        else:
            unfinished.update(cancel_asked_at=Now())


def waiting(organization: Organization) -> list[UUID]:
    """The jobs that want a worker: queued, or left by a dead one."""
    with within(organization):
        jobs = Job.objects.of(organization)
        unfinished = jobs.unfinished().values("public_id")
        due = Due.objects.of(organization).filter(what=Due.JOB)
        due.exclude(key__in=unfinished).delete()
        return list(jobs.filter(_claimable()).order_by("pk").values_list("public_id", flat=True))


def run(organization: Organization, public_id: UUID):
    """Do the job, unless another worker has it. Safe to call twice.

    A database that goes away is no fault of the job's: it stays as it is, to be resumed.
    """
    work = claim(organization, public_id)
    if work is None:
        return
    try:
        if work.job.runs > MOST_RUNS:
            raise Failed(DIED.format(MOST_RUNS))
        work.heed()
        result = kinds.find(work.job.kind).run(work)
    except Lost:
        return
    except OperationalError:
        raise
    except Cancelled:
        work.end(JobState.CANCELLED)
    except Failed as failure:
        work.end(JobState.FAILED, error=str(failure))
    except Exception as error:
        log.exception("Job %s failed", public_id)
        work.end(JobState.FAILED, error=BROKE.format(type(error).__name__))
    else:
        work.end(JobState.DONE, result=result)


def claim(organization: Organization, public_id: UUID) -> Work | None:
    """Take the job for this worker; None where there is nothing to take."""
    with within(organization):
        jobs = Job.objects.of(organization).filter(public_id=public_id)
        begun = {"state": JobState.RUNNING, "runs": F("runs") + 1, "done": 0}
        if jobs.filter(_claimable()).update(**begun, started_at=Now(), heartbeat_at=Now()):
            return Work(jobs.select_related("organization", "by").get())
    return None


def _claimable():
    silent = Q(state=JobState.RUNNING, heartbeat_at__lt=Now() - SILENCE)
    return Q(state=JobState.QUEUED) | silent
