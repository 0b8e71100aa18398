"""An uploaded file, imported by a worker. After a killed one the next finds what is in."""

from contextlib import closing
from datetime import datetime

from django.conf import settings

from imports import uploads
from imports.formats import FORMATS
from imports.lines import Damaged, count_lines, lines_of
from imports.rejects import Rejects
from imports.take import START, take
from organizations import jobs
from organizations.kinds import JobKind
from organizations.models import Job, Organization, Project, User
from organizations.work import Failed, Work

KIND = "import"
UNPACKED = 20  # how many times as large as a file what comes out of it may be
NAME = 200  # characters of a file's name
GONE = "The uploaded file is gone. Web and worker must have the same PARLEY_HOME."
NO_PROJECT = "The project is gone."


def begin(
    organization: Organization,
    upload,
    project: Project,
    format: str,
    is_guessed: bool,
    start: datetime | None,
    by: User,
    public_id,
) -> Job:
    """Keep the upload, and queue its import."""
    uploads.keep(upload, public_id)
    params = {
        "name": upload.name[:NAME],
        "project": project.pk,
        "into": project.name,
        "format": format,
        "is_guessed": is_guessed,
        "start": (start or START).isoformat(),
    }
    return jobs.start(organization, KIND, params, by=by, public_id=public_id)


def run(work: Work) -> dict:
    job = work.job
    project = Project.objects.of(job.organization).filter(pk=job.params["project"])
    project = project.select_related("organization").first()
    if project is None:
        raise Failed(NO_PROJECT)
    try:
        with uploads.file_of(job).open("rb") as source:
            return take_in(work, project, source)
    except FileNotFoundError:
        raise Failed(GONE) from None
    except Damaged as damage:
        raise Failed(f"{damage}. What came before is in.") from None


def take_in(work, project, source) -> dict:
    job, most = work.job, settings.IMPORT_BYTES * UNPACKED
    total = count_lines(source, most, lambda: work.tell(0))
    source.seek(0)
    since = job.created_at if job.runs > 1 else None
    start = datetime.fromisoformat(job.params["start"])
    with closing(Rejects(uploads.rejects_of(job))) as rejects:
        lines, format = lines_of(source, most), FORMATS[job.params["format"]]
        for count in take(project, lines, format, start, rejects, since):
            work.tell(count.lines, total, **told(count, rejects))
    return job.result


def told(count, rejects) -> dict:
    """The result so far: what the job's page shows."""
    counts = {"imported": count.imported, "here": count.here, "refused": count.refused}
    return {**counts, "first": rejects.first, "said": str(count)}


def title(job) -> str:
    return f"Import of {job.params['name']}"


IMPORT = JobKind(title, run, "imports/_result.html", uploads.clear_away)
