"""The upload of a file to import, and what was refused of it."""

from datetime import datetime, time

from django import forms
from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe
from uuid_utils.compat import uuid7

from imports import job as imports
from imports import uploads
from imports.formats import LABELS, guess
from imports.lines import LONGEST, Damaged, TooMuch, lines_of
from organizations.access import Act, member_required
from organizations.models import Job, Project
from web.htmx import render_page
from web.templatetags.amounts import file_size

LOOKED_AT = 4 * LONGEST  # bytes, unpacked, to guess the format, while the browser waits
GUESS = ("", "Guess it from the file")
NO_FORMAT = "No format fits its first lines. It should have one JSON object a line."
ONCE_MORE = "Choose the file once more: a browser doesn't keep it."


class UploadForm(forms.Form):
    file = forms.FileField(label="File")
    format = forms.ChoiceField(choices=[GUESS, *LABELS.items()], required=False)
    project = forms.ModelChoiceField(Project.objects.none(), empty_label=None)
    start = forms.DateField(
        label="Day of the first conversation",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="For formats that tell no times: they are made up from this day on,"
        " else from 1 January 2026.",
    )

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        projects = Project.objects.of(organization).order_by("pk")
        self.fields["project"].queryset = projects
        limit = file_size(settings.IMPORT_BYTES)
        self.fields[
            "file"
        ].help_text = f"One conversation a line, packed by gzip or not; at most {limit}."

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > settings.IMPORT_BYTES:
            limit = file_size(settings.IMPORT_BYTES)
            raise forms.ValidationError(f"It has {file_size(upload.size)}; {limit} is the most.")
        return upload

    def clean(self):
        cleaned = super().clean()
        cleaned["is_guessed"] = not cleaned.get("format")
        if "file" in cleaned and "format" in cleaned and cleaned["is_guessed"]:
            self.guess_format(cleaned)
        if self.errors and "file" not in self.errors:
            self.add_error("file", ONCE_MORE)
        return cleaned

    def guess_format(self, cleaned):
        try:
            with open(cleaned["file"].file.name, "rb") as file:
                cleaned["format"], _ = guess(lines_of(file, LOOKED_AT))
        except TooMuch:
            self.add_error("file", NO_FORMAT)
        except Damaged as damage:
            self.add_error("file", str(damage))
        else:
            if cleaned["format"] is None:
                self.add_error("file", NO_FORMAT)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def upload_conversations(request, organization):
    """Who may not import is refused before the file is read; no transaction waits for the file."""
    if request.method == "POST":
        refusal = may_import(request, organization=organization)
        if refusal:
            return refusal
        request.upload_handlers = [uploads.IntoFolder(request)]
    return upload_page(request, organization=organization)


upload_conversations.scoped_to_organization = Act.IMPORT


@member_required(Act.IMPORT)
def may_import(request, organization):
    """None, unless the guard answers."""


@csrf_protect
@member_required(Act.IMPORT)
def upload_page(request, organization):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, organization=organization)
    if sent and form.is_valid():
        return begin(request, organization, form.cleaned_data)
    context = {"section": "settings", "tab": "jobs", "form": form}
    return render_page(request, "imports/upload.html", "imports/_upload.html", context)


def begin(request, organization, cleaned):
    day = cleaned["start"]
    zone = timezone.get_current_timezone()
    job = imports.begin(
        organization,
        cleaned["file"],
        cleaned["project"],
        cleaned["format"],
        cleaned["is_guessed"],
        day and datetime.combine(day, time.min, zone),
        request.user,
        uuid7(),
    )
    return redirect("job_detail", organization.slug, job.public_id)


@require_safe
@member_required(Act.IMPORT)
def rejected_lines(request, organization, pk):
    job = get_object_or_404(Job.objects.of(organization).filter(kind=imports.KIND), public_id=pk)
    path = uploads.rejects_of(job)
    if not path.exists():
        raise Http404(f"No refused lines of it are kept; they are for {uploads.KEPT_DAYS} days.")
    name = f"{job.params['name']}.rejects.jsonl"
    kind = "application/x-ndjson"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)
