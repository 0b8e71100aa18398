import io
import json
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta

from demo.generate import generate, write
from tests.demo.said import language, lines
from tests.factories import NOON

WRITE = """
import sys; from datetime import datetime; from demo.generate import write
write(sys.stdout, datetime.fromisoformat(sys.argv[1]))
"""


def begun(body):
    return datetime.fromisoformat(body.get("startTimestamp") or body["startedAt"])


def test_same_seed_and_now_make_the_same_items(items):
    assert list(generate(NOON)) == items


def test_another_seed_makes_others(items):
    assert [item for item in generate(NOON, seed=2) if item in items] == []


def test_another_process_makes_the_same_items(chats, calls):
    other = subprocess.run(
        [sys.executable, "-c", WRITE, NOON.isoformat()], capture_output=True, check=True
    )
    assert sorted(map(json.loads, other.stdout.splitlines()), key=begun) == sorted(
        chats + calls, key=begun
    )


def test_writes_one_body_a_line(chats, calls):
    file = io.StringIO()
    assert write(file, NOON) == len(chats) + len(calls)
    written = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [body for body in written if "messages" in body] == chats
    assert [body for body in written if "transcript" in body] == calls


def test_writes_as_many_chats_as_asked_each_with_an_id_of_its_own():
    file = io.StringIO()
    assert write(file, NOON, chats=600) == 600
    written = [json.loads(line) for line in file.getvalue().splitlines()]
    assert all("messages" in body for body in written)
    assert len({body["externalId"] for body in written}) == 600


def test_makes_about_300_chats_and_40_calls(chats, calls, submitted):
    assert len(chats) + len(submitted) == 300
    assert len(submitted) >= 24
    assert len(calls) == 40


def test_speaks_four_languages_and_two_more_scripts(chats, calls):
    spoken = Counter(language(body) for body in chats + calls)
    assert spoken["en"] > spoken["de"] > 40
    assert spoken["es"] > 30
    assert spoken["tr"] > 25
    assert spoken["ja"] == spoken["ar"] == 1


def test_fills_the_last_thirty_days_in_order_and_leaves_a_gap(chats, calls):
    for bodies in (chats, calls):
        assert bodies == sorted(bodies, key=begun)
    days = {begun(body).date() for body in chats}
    assert min(map(begun, chats)) >= NOON - timedelta(days=30)
    assert (max(days) - min(days)).days + 1 > len(days) >= 24


def test_is_over_by_now(chats):
    assert max(datetime.fromisoformat(chat["endTimestamp"]) for chat in chats) <= NOON


def test_has_empty_short_and_long_chats(chats):
    lengths = [len(lines(chat)) for chat in chats]
    assert lengths.count(0) == 2
    assert sum(1 <= length <= 4 for length in lengths) >= 20
    assert 3 <= sum(60 <= length <= 120 for length in lengths) <= 8
    assert max(lengths) <= 140
    assert max(len(said) for chat in chats for _, said in lines(chat)) > 3_800


def test_has_customers_who_come_back(chats):
    labels = Counter(chat["customers"][0]["label"] for chat in chats)
    assert sum(count > 1 for label, count in labels.items() if label) > 30
    assert labels["<script>alert(1)</script>"] == 1
    assert labels[None] > 5


def test_bots_hand_over_to_people(chats):
    handed = [chat for chat in chats if len(chat.get("agents", [])) == 2]
    assert len(handed) > 40
    for chat in handed:
        bot, person = chat["agents"]
        assert "prompt" in bot
        assert "prompt" not in person
        spoke = [m["agent"]["customId"] for m in chat["messages"] if m["role"] == "AGENT"]
        assert spoke == sorted(spoke, key=[bot["customId"], person["customId"]].index)


def test_tools_answer_in_objects_and_text_and_sometimes_fail(chats):
    results = [tool["result"] for chat in chats for tool in chat["toolInvocations"]]
    assert sum(isinstance(result, str) for result in results) >= 5
    failed = [result for result in results if "error" in result or "ERR" in str(result)]
    assert 10 < len(failed) < len(results) / 8
