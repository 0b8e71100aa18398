"""The pages of bulk acts: what an act asks for, its beginning, how far it is, its undoing."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe
from uuid_utils.compat import uuid7

from browsing.bulk import job as bulk
from browsing.bulk.forms import FORMS
from browsing.bulk.losses import losses
from browsing.bulk.selection import Selection
from browsing.kinds import WORDS
from conversations.models import Kind
from organizations import jobs
from organizations.access import Act, may, member_required
from organizations.members import Refused
from organizations.models import Job
from web.htmx import render_page, wants_fragment
from web.values import parse_uuid

GROWN = "{} were selected, and {} match by now. Go on with all of them?"


@require_POST
@member_required(Act.ANNOTATE)
def bulk_annotate(request, organization, act):
    """Ask what to do to the selection, or begin it."""
    return ask_or_begin(request, act)


@require_POST
@member_required(Act.BULK_DELETE)
def bulk_delete(request, organization):
    """Name what would be lost, or begin."""
    return ask_or_begin(request, "delete")


def ask_or_begin(request, act):
    """With go, begin, as long as nothing is wrong and no more match than were seen."""
    selection = Selection(request)
    sent = "go" in request.POST or (act == "review" and "state" in request.POST)
    form = FORMS[act](request.POST if sent else None, asker=request.membership)
    if act == "score" and "config" in request.POST and not sent:  # another question was chosen
        form = FORMS[act](request.POST, asker=request.membership)
        form.errors.clear()
    faults = selection.faults
    if not faults and sent and form.is_valid():
        try:
            return begun(request, begin(request, selection, act, form))
        except bulk.Grown as grown:
            faults = [GROWN.format(selection.many(selection.seen), selection.many(grown.count))]
        except Refused as refused:
            faults = [str(refused)]
    return question(request, act, selection, form, faults)


def begin(request, selection, act, form) -> Job:
    try:
        public_id = parse_uuid(request.POST.get("id", ""))
    except ValueError:
        public_id = uuid7()
    return bulk.begin(selection, act, form.params(), request.user, public_id)


def question(request, act, selection, form, faults):
    """The form of an act. Where the selection itself is at fault, only that is told."""
    is_sound = not selection.faults
    kind = selection.kind if is_sound else Kind.CHAT
    context = {
        "act": act,
        "form": form,
        "faults": faults,
        "selection": selection if is_sound else None,
        "many": selection.many(selection.count) if is_sound else "",
        "losses": losses(selection) if is_sound and act == "delete" else [],
        "makes": may(request.membership, Act.MANAGE_TAGS),
        "id": uuid7(),
        "kind": WORDS[kind],
        "section": f"{kind}s",
    }
    return render_page(request, "browsing/bulk.html", "browsing/_bulk_question.html", context)


def begun(request, job):
    """The act, as it is under way."""
    if not wants_fragment(request):
        return redirect("job_detail", job.organization.slug, job.public_id)
    response = answer(request, job)
    response["HX-Retarget"], response["HX-Reswap"] = "#bulk-job", "outerHTML"
    response["HX-Trigger"] = "bulk-begun"
    return response


@require_safe
@member_required(Act.READ)
def bulk_job(request, organization, pk):
    """How far an act is, for the list that it was begun from; as a page the job's own."""
    job = job_of(organization, pk)
    if not wants_fragment(request):
        return redirect("job_detail", organization.slug, job.public_id)
    response = answer(request, job)
    if not job.is_unfinished:
        response["HX-Trigger"] = "bulk-ended"
    return response


@require_POST
@member_required(Act.ANNOTATE)
def cancel_bulk(request, organization, pk):
    """Have it stop where it is; what is done stays, and can be undone."""
    job = job_of(organization, pk)
    refuse_others(request, job)
    if job.is_unfinished:
        jobs.ask_to_cancel(job)
    return begun(request, job_of(organization, pk))


@require_POST
@member_required(Act.ANNOTATE)
def undo_bulk(request, organization, pk):
    job = job_of(organization, pk)
    refuse_others(request, job)
    try:
        return begun(request, bulk.undo(job, request.user))
    except Refused as refused:
        raise Http404(str(refused)) from refused


def refuse_others(request, job):
    if not is_mine(request, job):
        raise PermissionDenied("Somebody else did this: ask them, an owner or an admin.")


def is_mine(request, job):
    """Whether the reader may stop it or undo it."""
    return job.by_id == request.user.pk or may(request.membership, Act.JOBS)


def job_of(organization, pk):
    found = Job.objects.of(organization).filter(kind=bulk.KIND).select_related("by")
    job = get_object_or_404(found, public_id=pk)
    job.organization = organization
    return job


def answer(request, job):
    job.title = bulk.title(job)
    context = {"job": job, "is_mine": is_mine(request, job)}
    return render_page(request, "browsing/_bulk_job.html", "browsing/_bulk_job.html", context)
