"""The page that uploads a file, and what was refused of it."""

import gzip
import json
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from imports import pages, uploads
from organizations import jobs
from organizations.models import Job
from organizations.tenancy import within
from tests.factories import MembershipFactory, ProjectFactory, UserFactory
from tests.imports.samples import CHAT, SGD, chats, jsonl, packed
from tests.organizations.test_jobs import again

PAGE = "/o/acme/imports/new/"
BAD = [b"{", {**CHAT, "messages": "Hi"}, {"<b>": 1}]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.IMPORTS = tmp_path / "imports"
    return settings.IMPORTS


@pytest.fixture
def send(client, project):
    """send(*lines) uploads a file with them, as the form does."""

    def post(*lines, data=None, name="sample.jsonl", **fields):
        file = SimpleUploadedFile(name, jsonl(*lines) if data is None else data)
        return client.post(PAGE, {"file": file, "project": project.pk, "format": "", **fields})

    return post


@pytest.fixture
def only(acme):
    """The only job, read anew."""

    def find():
        with within(acme):
            return Job.objects.of(acme).select_related("organization").get()

    return find


@pytest.fixture
def work(only):
    """Does the only job, as the worker would."""

    def do():
        job = only()
        jobs.run(job.organization, job.public_id)
        return only()

    return do


def test_a_file_becomes_a_job_that_imports_it(send, admin, only, work, count, folder):
    answer = send(*chats(3))
    assertRedirects(answer, f"/o/acme/jobs/{only().public_id}/", fetch_redirect_response=False)
    assert only().by == admin.user
    done = work()
    assert (done.state, done.done, done.total) == ("done", 3, 3)
    assert done.result["said"] == "3 imported, 0 refused"
    assert count() == 3
    assert list(folder.iterdir()) == []


def test_bad_lines_are_told_with_the_reason_and_can_be_had(send, admin, client, work, folder):
    send(*chats(12), *BAD)
    job = work()
    assert job.result["said"] == "12 imported, 3 refused"
    page = client.get(f"/o/acme/jobs/{job.public_id}/")
    for text in ["Import of sample.jsonl", "roark, guessed", "messages: Input should be a valid"]:
        assertContains(page, text)
    rejects = f"/o/acme/imports/{job.public_id}/rejects/"
    assertContains(page, rejects)
    rows = b"".join(client.get(rejects).streaming_content).splitlines()
    assert [json.loads(row)["line"] for row in rows] == [13, 14, 15]
    assert [path.name for path in folder.glob("*/*")] == ["rejects-1.jsonl"]


def test_a_reviewer_sees_the_result_but_not_the_lines(send, admin, client, work):
    send(CHAT, *BAD)
    job = work()
    admin.role = "reviewer"
    admin.save()
    page = client.get(f"/o/acme/jobs/{job.public_id}/")
    assertContains(page, "Refused lines")
    assertNotContains(page, "/rejects/")
    assert client.get(f"/o/acme/imports/{job.public_id}/rejects/").status_code == 403


def test_another_organizations_rejects_are_404(send, admin, client, work, rival):
    send(*BAD, format="roark")
    job = work()
    MembershipFactory(organization=rival, user=admin.user, role="owner")
    assert client.get(f"/o/acme/imports/{job.public_id}/rejects/").status_code == 200
    assert client.get(f"/o/rival/imports/{job.public_id}/rejects/").status_code == 404


def test_a_project_of_others_can_not_be_chosen(send, admin, client, rival, acme):
    theirs = ProjectFactory(organization=rival, name="Their project")
    ProjectFactory(organization=acme, name="Ours too")
    page = client.get(PAGE)
    assertContains(page, "Ours too")
    assertNotContains(page, "Their project")
    assertContains(send(CHAT, project=theirs.pk), "Select a valid choice")


def test_a_packed_file_a_format_and_a_day_are_taken(send, admin, acme, work, stored):
    acme.time_zone = "Europe/Istanbul"
    acme.save()
    send(data=packed(SGD), format="sgd", start="2026-03-01")
    assert work().params["is_guessed"] is False
    assert stored().started_at.isoformat() == "2026-02-28T21:00:00+00:00"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"data": b""}, "The submitted file is empty"),
        ({"data": b"PK\3\4 no text"}, "No format fits its first lines"),
        ({"data": packed(CHAT)[:20]}, "cut off or damaged in line 1"),
        ({"data": jsonl(*chats(9))}, "It has 2 KB; 1 KB is the most"),
        ({"data": jsonl(CHAT), "start": "x"}, "Enter a valid date"),
        ({"data": jsonl(CHAT), "start": "x"}, "Choose the file once more"),
        ({"data": jsonl(CHAT), "format": "csv"}, "Select a valid choice"),
        ({"data": jsonl(CHAT), "project": "9" * 30}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_no_job_begins(
    send, admin, acme, settings, folder, sent, told
):
    settings.IMPORT_BYTES = 1024
    answer = send(**{"start": "2026-03-01", **sent})
    assertContains(answer, told)
    assertContains(answer, f'value="{sent.get("start", "2026-03-01")}"')
    with within(acme):
        assert not Job.objects.exists()
    assert not [path for path in folder.iterdir() if path.is_dir()]


def test_what_unpacks_to_an_endless_line_is_no_format(send, admin, monkeypatch):
    monkeypatch.setattr(pages, "LOOKED_AT", 1000)
    assertContains(send(data=gzip.compress(b" " * 2000)), "No format fits its first lines")


def test_nothing_sent_at_all_is_told(client, admin):
    assertContains(client.post(PAGE), "This field is required", count=2)
    assertContains(client.post(PAGE, "{", content_type="application/json"), "is required", count=2)


def test_who_may_not_import_has_no_file_read(send, member, acme, folder):
    assert send(CHAT).status_code == 403
    assert not folder.exists()


def test_an_outsider_has_no_file_read(send, client, acme, folder):
    client.force_login(UserFactory())
    assert send(CHAT).status_code == 404
    client.logout()
    assert send(CHAT).status_code == 302
    assert not folder.exists()


def test_a_foreign_site_can_not_send_a_file(admin, project, acme):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin.user)
    file = SimpleUploadedFile("a.jsonl", jsonl(CHAT))
    assert strict.post(PAGE, {"file": file, "project": project.pk}).status_code == 403
    with within(acme):
        assert not Job.objects.exists()


@pytest.mark.parametrize("projects", [1, 20])
def test_costs_the_same_statements_however_many_projects(client, admin, acme, statements, projects):
    for _ in range(projects):
        ProjectFactory(organization=acme)
    with statements() as made:
        client.get(PAGE)
    assert len(made) <= 8, made


@pytest.mark.parametrize("role", ["admin", "reviewer"])
@pytest.mark.parametrize("page", ["/o/acme/jobs/", "/o/acme/chats/", "/o/acme/calls/"])
def test_is_reached_from_jobs_and_empty_lists_by_who_may(client, member, role, page):
    member.role = role
    member.save()
    assert (PAGE in client.get(page).content.decode()) == (role == "admin")


def test_a_second_file_is_refused(client, admin, folder):
    files = [SimpleUploadedFile("a.jsonl", b"{}"), SimpleUploadedFile("b.jsonl", b"{}")]
    assert client.post(PAGE, {"file": files}).status_code == 400
    assert list(folder.iterdir()) == []


def test_a_large_file_sent_to_another_page_is_dropped(client, db):
    large = SimpleUploadedFile("a", b" " * 3_000_000)
    answer = client.post("/accounts/login/", {"file": large})
    assert answer.status_code == 200
    assert not answer.wsgi_request.FILES


def test_uploads_are_private(send, admin, folder, only):
    send(CHAT)
    file = uploads.file_of(only())
    assert [path.stat().st_mode & 0o777 for path in (folder, file.parent, file)] == [
        0o700,
        0o700,
        0o600,
    ]


def test_what_is_old_goes_with_the_next_upload(send, admin, folder):
    old, young = folder / "arriving-old", folder / "arriving-young"
    folder.mkdir()
    for path in (old, young):
        path.touch()
    long_ago = time.time() - (uploads.KEPT_DAYS + 1) * 24 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    (folder / "arriving-gone").symlink_to("nowhere")  # as if another request had just ended
    send(CHAT)
    assert young.exists()
    assert not old.exists()


def test_cancelled_before_it_began_it_leaves_nothing(
    send, admin, client, only, folder, django_capture_on_commit_callbacks
):
    send(CHAT)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/o/acme/jobs/{only().public_id}/cancel/")
    assert again(only()).state == "cancelled"
    assert list(folder.iterdir()) == []
