from zoneinfo import ZoneInfo

from conversations.new import NewTool, NewTurn, Role
from conversations.transcript import transcript
from organizations.tenancy import within
from tests.talk import chat

UTC = ZoneInfo("UTC")
HOUR = 3_600_000


def kinds(acme, conversation, zone=UTC):
    with within(acme):
        return [item.kind for item in transcript(conversation, zone)]


def test_consecutive_turns_of_one_speaker_are_a_group(acme, project):
    conversation = chat(project, "Hi", "Are you there?", "agent: Yes", "Good")
    with within(acme):
        groups = transcript(conversation, UTC)[1:]
    assert [len(group.turns) for group in groups] == [2, 1, 1]


def test_a_tool_stands_in_its_place_and_parts_the_groups(acme, project):
    tool = NewTool("Find", {}, "found", 10_000)
    conversation = chat(project, "agent: Hi", "agent: I look", "agent: Found it", tools=(tool,))
    assert kinds(acme, conversation) == ["day", "group", "tool", "group"]


def test_a_long_silence_and_a_new_day_are_lines(acme, project):
    turns = tuple(NewTurn(Role.CUSTOMER, "Hm", at) for at in (0, 119_999, HOUR, 13 * HOUR))
    conversation = chat(project, turns=turns)
    assert kinds(acme, conversation) == ["day", "group", "gap", "group", "day", "group"]


def test_days_begin_at_the_readers_midnight(acme, project):
    turns = tuple(NewTurn(Role.CUSTOMER, "Hm", at) for at in (0, 10 * HOUR))
    conversation = chat(project, turns=turns)
    assert kinds(acme, conversation).count("day") == 1
    assert kinds(acme, conversation, ZoneInfo("Europe/Istanbul")).count("day") == 2


def test_reading_order_is_by_time_then_by_number(acme, project):
    turns = (NewTurn(Role.CUSTOMER, "later", 500), NewTurn(Role.CUSTOMER, "before", -500))
    conversation = chat(project, turns=turns)
    with within(acme):
        group = transcript(conversation, UTC)[1]
    assert [turn.text for turn in group.turns] == ["before", "later"]
    assert [turn.number for turn in group.turns] == [2, 1]
