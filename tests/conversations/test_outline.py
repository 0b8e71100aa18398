from zoneinfo import ZoneInfo

import pytest

from conversations import outline as shapes
from conversations.models import Conversation
from conversations.new import NewTool, NewTurn, Role
from conversations.outline import blocks, outline
from conversations.transcript import read, transcript
from organizations.tenancy import within
from tests.talk import chat

UTC = ZoneInfo("UTC")
HOUR = 3_600_000


@pytest.fixture
def four_a_block(monkeypatch):
    monkeypatch.setattr(shapes, "BLOCK", 4)
    monkeypatch.setattr(shapes, "LONGEST", 6)


def in_blocks(acme, conversation):
    with within(acme):
        found = blocks(outline(conversation))
        for block in found:
            read(conversation, UTC, [block])
    return found


def seen(items):
    return [
        [turn.number for turn in item.turns] if item.kind == "group" else item.kind
        for item in items
    ]


def test_places_stand_in_reading_order_with_tools_behind_what_was_said(acme, project):
    turns = (NewTurn(Role.CUSTOMER, "later", 900), NewTurn(Role.AGENT, "before", -5))
    tools = (NewTool("Find", {}, {}, -5), NewTool("Send", {}, {}, 400))
    conversation = chat(project, turns=turns, tools=tools)
    with within(acme):
        anchors = [place.anchor for place in outline(conversation)]
    assert anchors == ["turn-2", "tool-1", "tool-2", "turn-1"]


@pytest.mark.usefixtures("four_a_block")
def test_a_block_ends_where_the_speaker_changes(acme, project):
    conversation = chat(project, *["Hi", "Hi", "agent: Yes", "agent: I", "agent: look", "Good"])
    assert [block.turns for block in in_blocks(acme, conversation)] == [[1, 2, 3, 4, 5], [6]]


@pytest.mark.usefixtures("four_a_block")
def test_who_speaks_on_and_on_is_cut_all_the_same(acme, project):
    conversation = chat(project, *["Hm"] * 13)
    assert [len(block.turns) for block in in_blocks(acme, conversation)] == [6, 6, 1]


@pytest.mark.usefixtures("four_a_block")
def test_blocks_read_one_by_one_are_the_whole_with_its_gaps_and_days(acme, project):
    times = [0, 1000, 2000, HOUR, 2 * HOUR, 13 * HOUR, 14 * HOUR, 14 * HOUR + 1000, 40 * HOUR]
    roles = [Role.CUSTOMER, Role.AGENT]
    turns = tuple(NewTurn(roles[n % 2], "Hm", at) for n, at in enumerate(times))
    tools = (NewTool("Long", {}, {}, 2000, 15 * HOUR),)
    conversation = chat(project, turns=turns, tools=tools)
    with within(acme):
        whole = transcript(Conversation.objects.get(), UTC)
    parts = [item for block in in_blocks(acme, conversation) for item in block.items]
    assert len(in_blocks(acme, conversation)) == 3
    assert seen(parts) == seen(whole)


def test_the_outline_of_another_organization_is_empty(rival, project):
    conversation = chat(project, "Hello")
    with within(rival):
        assert outline(conversation) == []
