from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from organizations import jobs, kinds, nudge, tasks, work
from organizations.kinds import JobKind
from organizations.models import Due, Job
from organizations.tenancy import within

AGO = timedelta(minutes=5)
cleared = []


def count(work):
    """Counts to params["to"], doing at each step what params["then"] says."""
    for n in range(1, work.job.params["to"] + 1):
        work.tell(n, work.job.params["to"], counted=n)
        act = work.job.params.get("then")
        if act:
            ACTS[act](work)
    return {"counted": work.job.params["to"]}


def breaks(work):
    raise ZeroDivisionError


def refuses(work):
    raise jobs.Failed("The file is gone.")


def loses_the_database(work):
    raise OperationalError("server closed the connection")


def asks_to_cancel(work):
    jobs.ask_to_cancel(work.job)


def falls_silent(work):
    """As if it slept while another worker took the job."""
    die(work)
    assert jobs.claim(work.job.organization, work.job.public_id)


ACTS = {
    act.__name__: act for act in (breaks, refuses, loses_the_database, asks_to_cancel, falls_silent)
}
COUNTING = JobKind(
    title=lambda job: f"Counting to {job.params['to']}",
    run=count,
    template="organizations/_job_state.html",
    ended=lambda job: cleared.append(job.public_id),
)


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    monkeypatch.setitem(kinds._places, "count", f"{__name__}.COUNTING")
    monkeypatch.setattr(work, "TELL_EVERY", 0)
    cleared.clear()


@pytest.fixture
def begin(acme):
    return lambda to=3, **params: jobs.start(acme, "count", {"to": to, **params})


def run(job):
    jobs.run(job.organization, job.public_id)
    return again(job)


def again(job):
    with within(job.organization):
        return Job.objects.get(pk=job.pk)


def test_a_job_waits_runs_and_is_done(begin):
    job = begin()
    assert again(job).state == "queued"
    done = run(job)
    assert (done.state, done.done, done.total, done.result) == ("done", 3, 3, {"counted": 3})
    assert done.started_at <= done.finished_at
    assert cleared == [job.public_id]
    assert not Due.objects.exists()


def test_twice_is_as_good_as_once(begin):
    job = begin()
    run(job)
    assert run(job).runs == 1


def test_a_job_that_somebody_is_at_is_left_alone(acme, begin):
    job = begin()
    jobs.claim(acme, job.public_id)
    assert jobs.claim(acme, job.public_id) is None
    assert jobs.waiting(acme) == []


def test_a_killed_workers_job_is_begun_again(acme, begin):
    job = begin()
    dead = jobs.claim(acme, job.public_id)
    die(dead)
    assert jobs.waiting(acme) == [job.public_id]
    done = run(job)
    assert (done.state, done.runs) == ("done", 2)


def die(work):
    with within(work.job.organization):
        Job.objects.filter(pk=work.job.pk).update(heartbeat_at=timezone.now() - AGO)


def test_a_job_that_kills_its_workers_fails_and_says_so(acme, begin):
    job = begin()
    for _ in range(jobs.MOST_RUNS):
        die(jobs.claim(acme, job.public_id))
    failed = run(job)
    assert failed.state == "failed"
    assert failed.error.startswith("The worker stopped 5 times")


def test_who_was_silent_too_long_does_no_more_to_the_job(acme, begin):
    job = begin(then="falls_silent")
    after = run(job)
    assert (after.state, after.runs, after.result) == ("running", 2, {"counted": 1})
    assert Due.objects.exists()


def test_progress_and_result_so_far_are_seen_while_it_runs(acme, begin):
    at_work = jobs.claim(acme, begin(to=10).public_id)
    at_work.tell(4, 10, counted=4)
    seen = again(at_work.job)
    assert (seen.done, seen.total, seen.result) == (4, 10, {"counted": 4})


def test_progress_is_not_written_each_time(acme, begin, monkeypatch, statements):
    monkeypatch.setattr(work, "TELL_EVERY", 600)
    at_work = jobs.claim(acme, begin(to=1000).public_id)
    with statements() as made:
        for n in range(1000):
            at_work.tell(n, 1000)
    assert made == []


def test_a_cancelled_job_stops_and_keeps_what_it_did(begin):
    job = run(begin(then="asks_to_cancel"))
    assert (job.state, job.done, job.result) == ("cancelled", 2, {"counted": 2})
    assert cleared == [job.public_id]


def test_a_job_that_waits_is_cancelled_at_once(acme, begin, django_capture_on_commit_callbacks):
    job = begin()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.ask_to_cancel(job)
    assert again(job).state == "cancelled"
    assert run(job).runs == 0
    assert cleared == [job.public_id]
    assert not Due.objects.exists()


def test_cancelling_an_ended_job_changes_nothing(begin):
    job = begin()
    run(job)
    jobs.ask_to_cancel(job)
    assert again(job).cancel_asked_at is None


def test_a_job_cancelled_after_its_worker_died_is_not_done_again(acme, begin):
    job = begin()
    die(jobs.claim(acme, job.public_id))
    jobs.ask_to_cancel(job)
    cancelled = run(job)
    assert (cancelled.state, cancelled.done) == ("cancelled", 0)


@pytest.mark.parametrize(
    ("then", "error"),
    [
        ("refuses", "The file is gone."),
        ("breaks", "It broke off by a fault that nobody foresaw (ZeroDivisionError); the"
         " worker's log has the details."),
    ],
)  # fmt: skip
def test_a_failed_job_says_why(begin, then, error):
    job = run(begin(then=then))
    assert (job.state, job.error, job.done) == ("failed", error, 1)


def test_a_database_that_goes_away_leaves_the_job_to_be_resumed(begin):
    job = begin(then="loses_the_database")
    with pytest.raises(OperationalError):
        run(job)
    assert again(job).state == "running"
    assert Due.objects.exists()


def test_an_unknown_kind_fails(acme):
    assert run(jobs.start(acme, "unheard-of", {})).state == "failed"


def test_a_dead_broker_leaves_it_queued_and_the_sweep_finds_it(
    acme, begin, monkeypatch, dead_broker, django_capture_on_commit_callbacks
):
    with dead_broker(), django_capture_on_commit_callbacks(execute=True):
        job = begin()
    assert nudge._silent_until > 0
    sent = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda ids, **how: sent.append(ids))
    tasks.sweep_jobs()
    assert sent == [(acme.pk, str(job.public_id))]
    tasks.run_job(*sent[0])
    assert again(job).state == "done"


def test_a_vanished_job_or_organization_is_no_trouble(acme, begin):
    job = begin()
    with within(acme):
        Job.objects.all().delete()
    tasks.run_job(acme.pk, str(job.public_id))
    tasks.run_job(acme.pk + 1000, str(job.public_id))
    tasks.start_jobs(acme.pk + 1000)
    tasks.sweep_jobs()
    assert not Due.objects.exists()


def test_a_job_deleted_while_it_runs_ends_quietly(acme, begin):
    at_work = jobs.claim(acme, begin().public_id)
    with within(acme):
        Job.objects.all().delete()
    with pytest.raises(jobs.Lost):
        at_work.tell(1, 3)


@pytest.mark.parametrize(
    ("columns", "broken"),
    [
        ({"state": "asleep", "finished_at": timezone.now()}, "job_state_is_known"),
        ({"done": -1}, "job_done_is_not_negative"),
        ({"state": "running"}, "job_that_runs_has_a_heartbeat"),
        ({"state": "done"}, "job_has_an_end_once_it_ended"),
        ({"finished_at": timezone.now()}, "job_has_an_end_once_it_ended"),
        ({"state": "failed", "finished_at": timezone.now()}, "job_that_failed_says_why"),
    ],
)
def test_what_can_not_be_is_refused_by_the_database(acme, columns, broken):
    with pytest.raises(IntegrityError, match=broken), within(acme):
        Job.objects.create(organization=acme, kind="count", **columns)


def test_public_id_is_its_own(acme, begin):
    with pytest.raises(IntegrityError, match="job_public_id_is_its_own"):
        jobs.start(acme, "count", {"to": 1}, public_id=begin().public_id)


def test_another_organizations_jobs_are_not_seen(acme, rival, begin):
    job = begin()
    assert jobs.claim(rival, job.public_id) is None
    assert jobs.waiting(rival) == []
