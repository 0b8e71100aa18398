"""Jobs: the long work of an organization, and one of it with its progress."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from organizations import jobs, kinds
from organizations.access import Act, may, member_required
from organizations.models import Job
from web import older
from web.htmx import render_page

ROWS = 50


@require_safe
@member_required(Act.READ)
def job_list(request, organization):
    """The newest first; ?before= is the key of the last row of the page before."""
    page = older.page(request, jobs_of(organization).newest_first(), ROWS)
    context = {
        "section": "settings",
        "tab": "jobs",
        "jobs": list(map(titled, page.rows)),
        "older": page.older,
        "is_first": page.is_first,
    }
    return render_page(request, "organizations/jobs.html", "organizations/_jobs.html", context)


@require_safe
@member_required(Act.READ)
def job_detail(request, organization, pk):
    job = titled(get_object_or_404(jobs_of(organization), public_id=pk))
    context = {
        "section": "settings",
        "tab": "jobs",
        "job": job,
        "may_cancel": may_cancel(request, job),
    }
    return render_page(request, "organizations/job.html", "organizations/_job.html", context)


@require_POST
@member_required(Act.READ)
def cancel_job(request, organization, pk):
    job = titled(get_object_or_404(jobs_of(organization), public_id=pk))
    if not may_cancel(request, job):
        raise PermissionDenied("Somebody else began this job: ask them, an owner or an admin.")
    if job.is_unfinished:
        jobs.ask_to_cancel(job)
        messages.success(request, f"{job.title}: it stops as soon as it can.")
    return redirect("job_detail", organization.slug, job.public_id)


def may_cancel(request, job):
    return job.by == request.user or may(request.membership, Act.JOBS)


def jobs_of(organization):
    return Job.objects.of(organization).select_related("organization", "by")


def titled(job):
    """The job with what its kind calls it, and the template of its result."""
    kind = kinds.find(job.kind)
    job.title, job.template = kind.title(job), kind.template
    return job
