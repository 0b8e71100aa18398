"""What a line of each format becomes."""

from datetime import UTC, datetime

import pytest

from conversations.models import Participant, ToolInvocation, Turn
from imports.arrival import APART
from imports.formats import guess
from imports.lines import Line
from imports.take import START
from organizations.tenancy import within
from tests.imports.samples import CALL, CHAT, LINES, OPENAI, SGD, line, without


@pytest.fixture
def said(acme):
    """What was said and done, in the order of its times."""

    def read():
        with within(acme):
            turns = Turn.objects.of(acme).values_list("start_ms", "role", "text")
            tools = ToolInvocation.objects.of(acme).values_list("start_ms", "name", "result")
            return [(who, what) for _, who, what in sorted([*turns, *tools])]

    return read


def test_a_dialogue_keeps_its_turns_with_each_tool_before_the_turn_that_it_serves(run, said):
    assert run(SGD, format="sgd") == "1 imported, 0 refused"
    assert said() == [
        ("customer", "Is there a cargo bike left for Sunday?"),
        ("FindBikes", {"results": [{"id": 7}]}),
        ("agent", "Two are left. From which station?"),
        ("customer", "From the harbour, please."),
        ("Reserve", {"ok": True}),
        ("Forecast", "dry"),
        ("agent", "It is yours from nine. It will be dry."),
    ]


def test_a_dialogues_id_and_services_are_kept(run, stored):
    run(SGD, format="sgd")
    assert stored("bike-1").properties == {"services": "Bikes_1, Weather_1"}


def test_times_are_made_up_by_the_number_of_the_line(run, stored):
    run(SGD, b"", {**SGD, "id": "bike-3"}, format="sgd")
    first, third = stored("bike-1"), stored("bike-3")
    assert (first.started_at, third.started_at) == (START, START + 2 * APART)
    assert first.duration_ms == third.duration_ms > 0


def test_messages_become_turns_and_calls_with_their_results(run, said):
    assert run(OPENAI, format="openai") == "1 imported, 0 refused"
    assert said() == [
        ("customer", "Is one left?\n[image_url]"),
        ("find_bikes", {"results": [{"id": 7}]}),
        ("forecast", "dry"),
        ("agent", "Two are left."),
    ]


def test_the_system_speaks_the_agents_prompt(run, acme):
    run(OPENAI, format="openai")
    with within(acme):
        agent = Participant.objects.select_related("agent").get()
    assert (agent.agent.name, agent.prompt) == ("Nora", "You rent out bikes.")


def test_id_time_model_and_metadata_are_kept(run, stored):
    run(OPENAI, format="openai")
    chat = stored("chatcmpl-1")
    assert chat.started_at == datetime(2026, 1, 1, 10, tzinfo=UTC)
    assert chat.properties == {"model": "gpt-4o", "plan": "pro"}


def test_messages_alone_are_enough(run, stored):
    run({"messages": [{"role": "user", "content": "Hi"}]}, format="openai")
    assert stored().started_at == START


def test_the_older_function_call_is_one_too(run, said):
    call = {"role": "assistant", "content": None,
            "function_call": {"name": "find", "arguments": "no JSON"}}  # fmt: skip
    answer = {"role": "function", "name": "find", "content": '{"found": 0}'}
    run({"messages": [call, answer]}, format="openai")
    assert said() == [("find", {"found": 0})]


def test_a_chat_and_a_call_come_by_the_shapes_of_the_api(run, stored):
    assert run(CHAT, CALL) == "2 imported, 0 refused"
    assert (stored("ticket-1").kind, stored("call-1").kind) == ("chat", "call")
    assert stored("call-1").duration_ms == 900


@pytest.mark.parametrize("format", LINES)
def test_a_format_is_guessed_from_its_first_line(format):
    lines = [Line(1, b""), Line(2, b"{"), Line(3, line(LINES[format]))]
    guessed, again = guess(iter(lines))
    assert guessed == format
    assert list(again) == lines


def test_a_call_is_no_chat_and_nonsense_is_nothing():
    assert guess(iter([Line(1, line(CALL))]))[0] == "roark"
    assert guess(iter([Line(1, b'{"a": 1}'), Line(2, b"[1]")]))[0] is None


@pytest.mark.parametrize(
    ("format", "body", "reason"),
    [
        ("roark", without(CHAT, "endTimestamp"), "endTimestamp: Field required"),
        ("roark", {**CALL, "startedAt": "noon"}, "startedAt: Input should be an ISO 8601"),
        ("roark", {"hello": 1}, "This is neither a chat, with messages, nor a call"),
        ("roark", {**CHAT, "messages": [4]}, "messages[0]: Input should be an object"),
        ("sgd", {**SGD, "turns": [{"role": "bot", "text": ""}]}, "turns[0].role: Input should be"),
        ("sgd", {**SGD, "turns": []}, "tools[0].turn: There is no such turn; tools[1].turn"),
        ("sgd", {**SGD, "id": 7}, "id: Input should be a valid string"),
        ("sgd", {**SGD, "tools": [{**SGD["tools"][0], "result": 4}]}, "tools[0].result: Input"),
        ("openai", {"messages": "Hi"}, "messages: Input should be a valid"),
        ("openai", {"messages": [{"role": "tool"}]}, "messages[0]: It answers no tool call"),
        ("openai", {"messages": [{"role": "user", "content": 4}]}, "messages[0].content: Input"),
        ("openai", {"messages": [{"role": "user", "content": [{}]}]}, "messages[0].content: A"),
        ("openai", {**OPENAI, "created": 1e30}, "created: Input is no time"),
        ("openai", {**OPENAI, "metadata": {"n\0": 1}}, "metadata: The character U+0000"),
    ],
)
def test_a_fault_is_told_with_its_path(run, told, format, body, reason):
    assert run(body, format=format) == "0 imported, 1 refused"
    assert told()[0][1].startswith(reason)
