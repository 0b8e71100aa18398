"""Every body is one that an integrator may send (contract 1.1, 1.5, 4.1, section 5)."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from tests.demo.said import turns

FICTIONAL = re.compile(
    r"\+(447700900|442079460)\d{3}"  # Ofcom, for drama
    r"|\+49(3023125|6990009|4066969)\d{3}|\+4917139200\d{2}"  # Bundesnetzagentur, for drama
    r"|\+34555010\d{3}|\+90500000\d{4}"  # not given out
)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")


def customers(body):
    return body.get("customers") or [body["customer"]]


def test_external_ids_are_unique(chats, calls):
    for bodies in (chats, calls):
        ids = [body["externalId"] for body in bodies]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[a-z0-9-]{5,60}", found) for found in ids)


def test_phones_ring_nowhere(chats, calls):
    phones = [c["phoneNumberE164"] for body in chats + calls for c in customers(body)]
    assert len(set(phones)) > 50
    assert all(FICTIONAL.fullmatch(phone) for phone in phones if phone)


def test_times_are_utc_and_in_order(chats):
    for chat in chats:
        times = [chat["startTimestamp"], *(turn["startTimestamp"] for turn in turns(chat))]
        times += [chat["endTimestamp"]]
        assert all(INSTANT.fullmatch(time) for time in times)
        moments = [datetime.fromisoformat(time) for time in times]
        assert moments == sorted(moments)


def test_tools_run_within_their_chat(chats):
    for chat in chats:
        for tool in chat["toolInvocations"]:
            times = [chat["startTimestamp"], tool["startTimestamp"], tool["endTimestamp"]]
            moments = [datetime.fromisoformat(t) for t in (*times, chat["endTimestamp"])]
            assert moments == sorted(moments)


def test_people_take_time_to_type(chats):
    for chat in chats:
        times = [datetime.fromisoformat(turn["startTimestamp"]) for turn in turns(chat)]
        gaps = [(b - a).total_seconds() for a, b in zip(times, times[1:], strict=False)]
        assert all(gap >= 0.9 for gap in gaps)


def test_calls_have_offsets_overlaps_and_dead_air(calls):
    gaps = []
    for call in calls:
        assert all(0 <= turn["startOffsetMs"] < turn["endOffsetMs"] for turn in turns(call))
        for one, other in zip(turns(call), turns(call)[1:], strict=False):
            gaps.append(other["startOffsetMs"] - one["endOffsetMs"])
    assert sum(gap < -100 for gap in gaps) > 20
    assert sum(gap > 8_000 for gap in gaps) > 20


def test_recordings_lie_on_a_host_that_is_nobodys(calls):
    hosts = {urlsplit(call["recordingUrl"]).hostname for call in calls}
    assert hosts == {"recordings.parley.example"}


def test_submitted_chats_say_all_that_is_required(submitted):
    assert len({body["title"] for body in submitted}) == len(submitted)
    for body in submitted:
        metadata = body["metadata"]
        assert len(metadata) == 12
        assert re.match(r"(192\.0\.2|198\.51\.100|203\.0\.113)\.", metadata["ip_address"])
        assert type(metadata["token_count"]) is int
