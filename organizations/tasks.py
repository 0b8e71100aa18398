"""Jobs, as the worker gets to know of them."""

from celery import shared_task

from organizations import answers, jobs
from organizations.models import Due, Organization

PATIENCE = 60  # seconds that a message may wait for a worker: the sweep sends it again


@shared_task
def run_job(organization_id, public_id):
    """Do one job, unless another worker is at it."""
    if organization := Organization.objects.filter(pk=organization_id).first():
        jobs.run(organization, public_id)


@shared_task
def start_jobs(organization_id):
    """Give the organization's waiting jobs to workers."""
    if organization := Organization.objects.filter(pk=organization_id).first():
        for public_id in jobs.waiting(organization):
            run_job.apply_async((organization_id, str(public_id)), expires=PATIENCE)


@shared_task
def sweep_jobs():
    """Find the jobs that no nudge told of, and those whose worker died."""
    due = Due.objects.filter(what=Due.JOB).order_by("organization")
    for organization_id in due.values_list("organization", flat=True).distinct():
        start_jobs(organization_id)


@shared_task
def forget_answers():
    """Delete the answers that were kept for a day, of every organization."""
    for organization in Organization.objects.iterator():
        answers.forget(organization)
