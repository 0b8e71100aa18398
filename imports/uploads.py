"""Where uploaded files wait for their job, below PARLEY_HOME: private, bounded, removed when done.

Each job has a folder: the file, and what each of its runs refused.
"""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

KEPT_DAYS = 30  # of refused lines, once their job has ended
ARRIVING = "arriving-"


class IntoFolder(FileUploadHandler):
    """Streams an upload to the disk; of one beyond the limit no more than that is kept."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        # Closed, and so removed, with the request
        self.file = NamedTemporaryFile(dir=private(settings.IMPORTS), prefix=ARRIVING)  # noqa: SIM115

    def receive_data_chunk(self, raw_data, start):
        if start < settings.IMPORT_BYTES:
            self.file.write(raw_data)

    def file_complete(self, file_size):
        self.file.flush()
        return UploadedFile(self.file, self.file_name, self.content_type, file_size)


def keep(upload: UploadedFile, public_id):
    """Have an upload wait for its job."""
    forget_old()
    os.link(upload.file.name, private(folder_of(public_id)) / "file")


def folder_of(public_id) -> Path:
    return settings.IMPORTS / str(public_id)


def file_of(job) -> Path:
    return folder_of(job.public_id) / "file"


def rejects_of(job) -> Path:
    """Of its present run: an earlier one may still be at it, unaware that it was given up."""
    return folder_of(job.public_id) / f"rejects-{job.runs}.jsonl"


def clear_away(job):
    """Remove all but what the last run of an ended job refused."""
    folder, kept = folder_of(job.public_id), rejects_of(job)
    if kept.exists():
        for path in folder.iterdir():
            if path != kept:
                path.unlink(missing_ok=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def forget_old():
    """Remove what was refused long ago, and what a worker or a request that died has left."""
    oldest = time.time() - KEPT_DAYS * 24 * 60 * 60
    for path in settings.IMPORTS.iterdir():
        with suppress(FileNotFoundError):  # another request's upload, or its job, that just ended
            if path.stat().st_mtime < oldest:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def private(folder: Path) -> Path:
    """The folder, made where it is missing, for our own account alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
