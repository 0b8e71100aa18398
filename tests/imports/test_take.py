"""Bad lines are refused one by one, good ones come in once, whatever stands around them."""

import io
import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from imports import lines, store, take
from imports.lines import Damaged
from tests.imports.samples import CALL, CHAT, OPENAI, SGD, chats, jsonl, line, packed, without

DEEP = b'{"messages": ' + b"[" * 5000 + b"]" * 5000 + b"}"
NUL = line(CHAT).replace(b"My parcel?", b"My \\u0000?")
LATIN = line(CHAT).replace(b"parcel", "Päckchen".encode("latin-1"))


def test_bad_lines_are_refused_with_number_and_reason_and_the_rest_is_imported(run, told, rejects):
    good = chats(3)
    assert run(good[0], b"{", b"", good[1], NUL, good[2], b"[1]") == "3 imported, 3 refused"
    assert [number for number, _ in told()] == [2, 5, 7]
    rows = [json.loads(row) for row in rejects.path.read_text().splitlines()]
    assert [row["line"] for row in rows] == [2, 5, 7]
    assert rows[0]["reason"].startswith("Invalid JSON: EOF")
    assert rows[1]["reason"] == "messages[0].text: The character U+0000 can't be stored"
    assert [row["sent"] for row in rows] == ["{", json.loads(NUL), [1]]


@pytest.mark.parametrize("hostile", [DEEP, LATIN, b"\xff\xfe{\0}\0", b"NaN", b'{"a":NaN}', b"\0"])
def test_what_is_no_json_is_refused_and_harms_nothing(run, told, rejects, hostile):
    assert run(hostile, CHAT) == "1 imported, 1 refused"
    assert told()[0][0] == 1
    assert json.loads(rejects.path.read_text())["line"] == 1


def test_a_file_of_rejects_is_imported_once_mended(run, rejects, stored):
    bad = {**SGD, "turns": [{"role": "bot", "text": "Hello"}], "tools": []}
    run({**SGD, "id": "bike-0"}, bad, b'{"id": "bike-2", "turns": [', format="sgd")
    mended = rejects.path.read_bytes().replace(b'"bot"', b'"agent"').replace(b'["}', b'[]}"}')
    assert run(data=mended, format="sgd") == "2 imported, 0 refused"
    assert stored("bike-1").started_at == take.START + timedelta(minutes=10)


def test_a_reject_that_is_still_bad_is_not_wrapped_twice(run, rejects):
    run(CHAT, without(CALL, "recordingUrl"))
    first = rejects.path.read_bytes()
    rejects.file = None
    run(data=first)
    assert rejects.path.read_bytes() == first


def test_the_same_file_again_brings_nothing_twice(run, count):
    file = [*chats(3), CALL, without(CHAT, "externalId")]
    assert run(*file) == "5 imported, 0 refused"
    assert run(*file) == "0 imported, 5 already here, 0 refused"
    assert count() == 5


def test_a_line_without_an_id_is_known_again_in_any_order_of_its_keys(run, stored):
    body = without(CHAT, "externalId")
    run(body)
    assert run(dict(reversed(body.items()))) == "0 imported, 1 already here, 0 refused"
    assert stored().external_id.startswith("line-")


def test_a_double_within_a_file_comes_once(run, count):
    assert run(CHAT, CHAT) == "1 imported, 1 already here, 0 refused"
    assert count() == 1


def test_a_chat_and_a_call_may_have_the_same_id(run):
    assert run(CHAT, {**CALL, "externalId": CHAT["externalId"]}) == "2 imported, 0 refused"


def test_what_an_earlier_run_of_the_same_import_stored_counts_as_imported(run):
    run(CHAT)
    an_hour = timedelta(hours=1)
    assert run(CHAT, since=timezone.now() - an_hour) == "1 imported, 0 refused"
    assert run(CHAT, since=timezone.now() + an_hour) == "0 imported, 1 already here, 0 refused"


def test_who_comes_first_by_another_way_wins(run, monkeypatch, count):
    """Two imports at once: the other's row is committed between the look and the insert."""
    run(CHAT)
    looks = [{}]
    look = store.present
    monkeypatch.setattr(store, "present", lambda *a: looks.pop() if looks else look(*a))
    assert run(*chats(3)) == "2 imported, 1 already here, 0 refused"
    assert count() == 3


def test_what_the_database_refuses_is_a_refused_line(run, told, monkeypatch):
    """A value that no shape minds: found alone, so that its batch comes in."""
    body = {**OPENAI, "model": "x", "messages": [{"role": "user", "content": "Hi"}]}
    read = store.receive

    def receive(project, arrivals):
        for arrival in arrivals:
            object.__setattr__(arrival.new, "language", "en" * arrival.line.number * 20)
        read(project, arrivals)

    monkeypatch.setattr(store, "receive", receive)
    lines = [{**body, "id": "a"}, {**body, "id": "b"}]
    assert run(*lines, format="openai") == "1 imported, 1 refused"
    assert told() == [(2, "It can't be stored: value too long for type character varying(64)")]


def test_a_database_that_goes_away_ends_the_import(run, monkeypatch):
    def receive(project, arrivals):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(store, "receive", receive)
    with pytest.raises(OperationalError):
        run(CHAT)


def test_statements_do_not_grow_with_the_lines_of_a_batch(run, statements):
    run({**CHAT, "externalId": "warm"})
    with statements() as few:
        run(*chats(2), CALL)
    with statements() as many:
        run(*chats(90), {**CALL, "externalId": "call-2"})
    assert len(many) <= len(few)


def test_a_batch_is_bounded_by_lines_and_by_bytes(monkeypatch):
    monkeypatch.setattr(take, "BATCH", 3)
    monkeypatch.setattr(take, "BATCH_BYTES", 10)
    sizes = [1, 1, 1, 1, 9, 20, 1]
    rows = (lines.Line(n, b"x" * size) for n, size in enumerate(sizes, 1))
    assert [len(batch) for batch in take.batches(rows)] == [3, 2, 1, 1]


def test_space_blank_lines_a_mark_and_other_ends_of_lines_are_fine(run):
    data = b"\xef\xbb\xbf" + b"\r\n\r\n  ".join(map(line, chats(2))) + b"\n\n \n"
    assert run(data=data) == "2 imported, 0 refused"


def test_nothing_at_all_is_fine(run):
    assert run() == "0 imported, 0 refused"


def test_a_packed_file_is_known_by_its_bytes(run):
    assert run(data=packed(*chats(3))) == "3 imported, 0 refused"


@pytest.mark.parametrize(("kept", "line", "stored"), [(-12, 300, 299), (60, 1, 0)])
def test_a_packed_file_that_is_cut_off_says_where_and_keeps_what_came_before(
    run, count, kept, line, stored
):
    with pytest.raises(Damaged, match=f"cut off or damaged in line {line}: Compressed file ended"):
        run(data=packed(*chats(300))[:kept])
    assert count() == stored


def test_a_packed_file_with_a_wrong_byte_says_where(run):
    data = bytearray(packed(*chats(3)))
    data[-6] ^= 1
    with pytest.raises(Damaged, match="line 4: CRC check failed"):
        run(data=bytes(data))


@pytest.mark.parametrize("more", [0, 1, 5000])
def test_a_line_that_is_too_long_is_refused_without_being_held(run, told, monkeypatch, more):
    monkeypatch.setattr(lines, "LONGEST", len(line(CHAT)))
    monkeypatch.setattr(lines, "STEP", 100)
    long = line(CHAT) + b" " * more
    assert run(long, b"{}") == ("1 imported, 1 refused" if more == 0 else "0 imported, 2 refused")
    assert told()[-1][0] == 2
    if more:
        assert "longer than" in told()[0][1]


def test_more_than_may_come_out_of_a_file_is_told_where(monkeypatch):
    file = jsonl(*chats(3))
    source = io.BufferedReader(io.BytesIO(file))
    with pytest.raises(Damaged, match="larger, unpacked, than 300 bytes, in line 2"):
        list(lines.lines_of(source, most=300))


def test_an_endless_line_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 100)
    monkeypatch.setattr(lines, "STEP", 100)
    source = io.BufferedReader(io.BytesIO(b" " * 100_000))
    with pytest.raises(lines.TooMuch):
        list(lines.lines_of(source, most=300))
    assert source.tell() < 1000
