import io
import json

import pytest
from django.core.management import CommandError, call_command

from imports import take
from organizations.models import Project
from tests.factories import ProjectFactory
from tests.imports.samples import CALL, CHAT, LINES, SGD, chats, jsonl, packed


@pytest.fixture
def file(tmp_path):
    """file(*lines) is the path of a file with them."""

    def write(*lines, name="sample.jsonl", data=None):
        path = tmp_path / name
        path.write_bytes(jsonl(*lines) if data is None else data)
        return str(path)

    return write


@pytest.fixture
def run(acme):
    """What the command writes: on the standard output, and beside it."""

    def call(file, *words):
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command(
                "import_conversations", file, "--organization=acme", *words, stdout=out, stderr=err
            )
        finally:
            run.told = err.getvalue()
        return out.getvalue()

    run = call
    return call


@pytest.mark.parametrize("format", LINES)
def test_each_format_is_guessed_and_said(run, file, format):
    assert run(file(LINES[format])) == "1 imported, 0 refused.\n"
    assert f"Format: {format}, guessed" in run.told


def test_into_the_project_that_is_named(run, file, acme, stored):
    ProjectFactory(organization=acme, slug="eu")
    run(file(CHAT), "--project=eu")
    assert stored().project == Project.objects.get(slug="eu")


def test_refused_lines_are_told_and_go_beside_the_file(run, file, tmp_path):
    path = file(*chats(2), b"{", {**CALL, "callDirection": "UP"})
    assert run(path) == "2 imported, 2 refused.\n"
    assert "Line 3: Invalid JSON: EOF" in run.told
    assert "Line 4: callDirection: Input should be 'INBOUND' or 'OUTBOUND'" in run.told
    rows = (tmp_path / "sample.jsonl.rejects.jsonl").read_text().splitlines()
    assert [json.loads(row)["line"] for row in rows] == [3, 4]


def test_an_earlier_runs_rejects_are_not_written_over(run, file, tmp_path):
    path = file(b"{")
    run(path, "--format=roark")
    run(path, "--format=roark")
    assert (tmp_path / "sample.jsonl.rejects-2.jsonl").exists()


def test_rejects_go_where_they_are_told_to(run, file, tmp_path):
    run(file(CHAT, b"{"), f"--rejects={tmp_path / 'bad'}")
    assert json.loads((tmp_path / "bad").read_text())["line"] == 2


def test_without_rejects_there_is_no_file(run, file, tmp_path):
    run(file(CHAT))
    assert [path.name for path in tmp_path.iterdir()] == ["sample.jsonl"]


def test_a_packed_file_and_the_standard_input_are_read_too(run, file, monkeypatch):
    assert run(file(data=packed(CHAT), name="a.gz")) == "1 imported, 0 refused.\n"
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(packed(CHAT, CALL))))
    monkeypatch.setattr("sys.stdin", stdin)
    assert run("-") == "1 imported, 1 already here, 0 refused.\n"


def test_times_begin_where_they_are_told_to(run, file, stored):
    run(file(SGD), "--start=2026-03-01")
    assert stored().started_at.isoformat() == "2026-03-01T00:00:00+00:00"


def test_a_file_that_is_cut_off_says_so_and_keeps_what_came_before(run, file, count):
    path = file(data=packed(*chats(300))[:-12])
    with pytest.raises(CommandError, match=r"in line 300: .* What came before is in"):
        run(path)
    assert count() == 299


def test_a_file_damaged_from_its_beginning_is_told(run, file):
    with pytest.raises(CommandError, match=r"damaged in line 1: .* Nothing was imported"):
        run(file(data=packed(CHAT)[:20]))


def test_a_stopped_run_tells_what_is_in_and_is_resumed(run, file, count, monkeypatch):
    """As Ctrl-C in the middle of the second batch."""
    monkeypatch.setattr(take, "BATCH", 3)
    path, store, runs = file(*chats(10)), take.store, []

    def interrupted(*arguments):
        stored = store(*arguments)
        runs.append(stored)
        if len(runs) == 2:
            raise KeyboardInterrupt
        return stored

    monkeypatch.setattr(take, "store", interrupted)
    with pytest.raises(CommandError, match="Run the same command again") as stopped:
        run(path)
    assert stopped.value.returncode == 130
    assert run(path) == "4 imported, 6 already here, 0 refused.\n"
    assert count() == 10


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--project=us"], "has no project us"),
        (["--format=csv"], "invalid choice: 'csv'"),
        (["--start=soon"], "ISO 8601"),
        (["--rejects={file}"], "names the file itself"),
        ([], "No format fits"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_done(run, file, count, words, told):
    path = file({"hello": 1})
    with pytest.raises(CommandError, match=told):
        run(path, *(word.format(file=path) for word in words))
    assert count() == 0


def test_a_file_that_there_is_not_is_told(run, tmp_path):
    with pytest.raises(CommandError, match="nowhere: No such file"):
        run(str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match="Is a directory"):
        run(str(tmp_path))
