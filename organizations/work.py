"""One run of a job by a worker."""

import time

from django.db.models.functions import Now

from organizations import kinds
from organizations.models import Due, Job, JobState
from organizations.tenancy import within

TELL_EVERY = 0.5  # seconds


class Cancelled(Exception):
    """Somebody asked for the job to be cancelled."""


class Lost(Exception):
    """This run was silent for so long that another worker has the job."""


class Failed(Exception):
    """The job can't be done; the text tells people why."""


class Work:
    """One run of a job: tells how far it is, and hears that it is to stop."""

    def __init__(self, job: Job):
        self.job = job
        self.told_at = time.monotonic()

    def tell(self, done: int, total: int | None = None, **result):
        """Note the progress, at most twice a second; Cancelled or Lost if it is to stop.

        result is what came of it so far. To be called every few seconds, as a sign of life.
        """
        self.job.done, self.job.total, self.job.result = done, total, result
        if time.monotonic() - self.told_at >= TELL_EVERY:
            self._update(done=done, total=total, result=result, heartbeat_at=Now())
            self.heed()
            self.told_at = time.monotonic()

    def heed(self):
        """Cancelled if somebody asked for it, Lost if the job itself is gone."""
        organization = self.job.organization
        with within(organization):
            jobs = Job.objects.of(organization).filter(pk=self.job.pk)
            row = jobs.values_list("cancel_asked_at").first()
        if row is None:
            raise Lost
        if row[0]:
            raise Cancelled

    def end(self, state: JobState, **columns):
        """Write down how it ended, with the last progress, unless another worker has it."""
        job = self.job
        last = {"done": job.done, "total": job.total, "result": job.result}
        try:
            with within(job.organization):
                self._update(**last | ended(state) | columns)
                no_longer_due(job)
        except Lost:
            return
        kinds.clear_away(job)

    def _update(self, **columns):
        job = self.job
        with within(job.organization):
            mine = Job.objects.of(job.organization).filter(pk=job.pk, runs=job.runs)
            if not mine.filter(state=JobState.RUNNING).update(**columns):
                raise Lost


def ended(state: JobState) -> dict:
    """The columns of a job that has come to its end."""
    return {"state": state, "finished_at": Now()}


def no_longer_due(job: Job):
    Due.objects.of(job.organization).filter(what=Due.JOB, key=job.public_id).delete()
