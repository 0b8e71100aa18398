"""The worker's side of an upload: killed and taken up again, cancelled, damaged, gone."""

import shutil
from datetime import timedelta
from io import BufferedReader, BytesIO

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from uuid_utils.compat import uuid7

from imports import job as imports
from imports import take, uploads
from organizations import jobs, work
from organizations.models import Job
from organizations.tenancy import within
from tests.contents import contents
from tests.factories import UserFactory
from tests.imports.samples import CHAT, chats, jsonl, packed, without
from tests.organizations.test_jobs import again, die

LINES = [*chats(5), b"{", without(CHAT, "externalId"), b"["]
SAID = "6 imported, 2 refused"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.IMPORTS = uploads.private(tmp_path / "imports")
    monkeypatch.setattr(work, "TELL_EVERY", 0)
    monkeypatch.setattr(take, "BATCH", 2)
    return settings.IMPORTS


@pytest.fixture
def begin(project):
    """begin(*lines) queues the import of a file with them."""

    def upload(*lines, data=None, into=project):
        arrived = uploads.private(uploads.settings.IMPORTS) / "arrived"
        arrived.write_bytes(jsonl(*lines) if data is None else data)
        with arrived.open("rb") as file:
            sent = UploadedFile(file, "sample.jsonl")
            by, key = UserFactory(), uuid7()
            job = imports.begin(into.organization, sent, into, "roark", False, None, by, key)
        arrived.unlink()
        return job

    return upload


def run(job):
    jobs.run(job.organization, job.public_id)
    return again(job)


class Killed(BaseException):
    """As SIGKILL: nothing that catches faults catches it."""


@pytest.fixture
def kill(monkeypatch):
    """kill(n): the worker dies once its n-th batch is in, before it could tell."""

    def at(batch):
        store, stored = take.store, []

        def dying(*arguments):
            stored.append(store(*arguments))
            if len(stored) == batch:
                raise Killed
            return stored[-1]

        monkeypatch.setattr(take, "store", dying)

    return at


@pytest.mark.parametrize("batch", [1, 2, 4])
def test_a_killed_workers_import_ends_as_if_it_had_lived(begin, kill, acme, rival, batch, folder):
    job = begin(*LINES)
    kill(batch)
    with pytest.raises(Killed):
        run(job)
    silent(job)
    assert jobs.waiting(acme) == [job.public_id]
    resumed = run(job)
    unharmed = run(begin(*LINES, into=default_of(rival)))
    assert resumed.runs == 2
    assert resumed.result == unharmed.result
    assert resumed.result["said"] == SAID
    assert contents(acme) == contents(rival)
    assert [path.name for path in folder.glob(f"{job.public_id}/*")] == ["rejects-2.jsonl"]


def default_of(organization):
    return imports.Project.objects.select_related("organization").get(organization=organization)


def silent(job):
    with within(job.organization):
        long_ago = timezone.now() - timedelta(minutes=5)
        Job.objects.filter(pk=job.pk).update(heartbeat_at=long_ago)


def test_who_lost_the_job_does_no_harm_to_the_next(begin, acme):
    job = begin(*LINES)
    slow = jobs.claim(acme, job.public_id)
    die(slow)
    done = run(job)
    with pytest.raises(FileNotFoundError):
        uploads.file_of(slow.job).open()
    assert again(job).result == done.result


def test_a_file_imported_twice_is_already_here(begin):
    run(begin(*LINES))
    assert run(begin(*LINES)).result["said"] == "0 imported, 6 already here, 2 refused"


def test_cancelled_it_keeps_what_is_in(begin, monkeypatch, count):
    job = begin(*chats(10))
    store = take.store

    def cancelling(*arguments):
        jobs.ask_to_cancel(job)
        return store(*arguments)

    monkeypatch.setattr(take, "store", cancelling)
    cancelled = run(job)
    assert cancelled.state == "cancelled"
    assert cancelled.result["imported"] == count() == 2
    assert not uploads.folder_of(job.public_id).exists()


def test_a_file_that_is_cut_off_fails_and_keeps_what_came_before(begin, count):
    failed = run(begin(data=packed(*chats(300))[:-12]))
    assert failed.state == "failed"
    assert failed.error.startswith("The file is cut off or damaged in line 300: ")
    assert failed.result["imported"] == count() == 299


@pytest.mark.parametrize("bomb", [b" " * 3_000_000, b"\n" * 40_000, b'"' + b"x" * 3_000_000])
def test_what_unpacks_to_too_much_is_given_up(begin, settings, monkeypatch, bomb, count):
    monkeypatch.setattr(take, "BATCH", 1000)
    settings.IMPORT_BYTES = 100_000
    failed = run(begin(data=packed(CHAT, bomb)))
    assert failed.state == "failed"
    assert "larger, unpacked, than 2,000,000 bytes" in failed.error
    assert count() == 1


def test_a_file_that_is_gone_is_told(begin, folder):
    job = begin(CHAT)
    shutil.rmtree(uploads.folder_of(job.public_id))
    assert run(job).error.startswith("The uploaded file is gone")


def test_a_project_that_is_gone_is_told(begin):
    job = begin(CHAT)
    job.params["project"] = 0
    with within(job.organization):
        job.save()
    assert run(job).error == "The project is gone."


def test_it_gives_signs_of_life_while_it_counts(begin, acme, monkeypatch):
    at_work = jobs.claim(acme, begin(CHAT).public_id)
    told = []
    monkeypatch.setattr(at_work, "tell", lambda done, *more, **result: told.append(done))
    imports.run(at_work)
    assert told == [0, 1]


def test_counts_packed_lines_and_the_last_without_an_end():
    def count(data):
        return imports.count_lines(BufferedReader(BytesIO(data)))

    assert [count(data) for data in (b"", b"a", b"a\n", b"a\n\nb", packed(1, 2))] == [0, 1, 1, 3, 2]
