"""What is measured, by examples that were made by hand."""

import pytest

from conversations.measures import Absent, Record, Spoken
from conversations.metrics import METRICS, known, record_of
from conversations.models import Conversation
from conversations.new import NewTool
from organizations.tenancy import within
from tests.talk import call

MISSING, NOT_APPLICABLE = Absent.DATA_MISSING, Absent.NOT_APPLICABLE
BY_SLUG = {metric.slug: metric for metric in METRICS}


def measured(slug, *turns, **more):
    """The values of a metric, of turns like "agent 0..900" or "customer 1200"."""
    spoken = []
    for turn in turns:
        role, times = turn.split()
        start, _, end = times.partition("..")
        spoken.append(Spoken(role, int(start), int(end) if end else None))
    values = dict(BY_SLUG[slug].values(Record(tuple(spoken), **more)))
    return values[None] if None in values else (values["agent"], values["customer"])


# The agent speaks for 3 s, waits for 1 s; the customer cuts in at 5 s and speaks for 4 s;
# after 6 s of silence the agent says goodbye
TALK = (
    "agent 0..1000",
    "customer 1500..3000",
    "agent 4000..6000",
    "customer 5000..9000",
    "agent 15000..16000",
)
CHAT = ("customer 0", "customer 2000", "agent 62000", "customer 70000", "agent 80000")


@pytest.mark.parametrize(
    ("slug", "of_talk", "of_chat"),
    [
        ("turn_count", 5, 5),
        ("participant_turn_count", (3, 2), (2, 3)),
        ("talk_time", (4000, 5500), (MISSING, MISSING)),
        ("talk_share", (42.1, 57.9), (MISSING, MISSING)),
        ("silence_time", 7500, MISSING),
        ("longest_silence", 6000, MISSING),
        ("first_reply_time", 1000, 62000),
        ("reply_time_average", (3500, 500), (35000, 8000)),
        ("reply_time_longest", (6000, 500), (60000, 8000)),
        ("interruption_count", (0, 1), (MISSING, MISSING)),
    ],
)
def test_of_a_talk_and_of_a_chat_without_ends(slug, of_talk, of_chat):
    assert measured(slug, *TALK) == of_talk
    assert measured(slug, *CHAT) == of_chat


@pytest.mark.parametrize(
    ("slug", "value"),
    [
        ("duration", MISSING),
        ("turn_count", 0),
        ("participant_turn_count", (0, 0)),
        ("talk_time", (NOT_APPLICABLE, NOT_APPLICABLE)),
        ("talk_share", (NOT_APPLICABLE, NOT_APPLICABLE)),
        ("silence_time", NOT_APPLICABLE),
        ("longest_silence", NOT_APPLICABLE),
        ("first_reply_time", NOT_APPLICABLE),
        ("reply_time_average", (NOT_APPLICABLE, NOT_APPLICABLE)),
        ("reply_time_longest", (NOT_APPLICABLE, NOT_APPLICABLE)),
        ("interruption_count", (NOT_APPLICABLE, NOT_APPLICABLE)),
        ("tool_invocation_count", 0),
        ("tool_failure_count", NOT_APPLICABLE),
    ],
)
def test_where_nothing_was_said(slug, value):
    assert measured(slug) == value


def test_every_metric_is_tried():
    tried = (
        "duration turn_count participant_turn_count talk_time talk_share silence_time"
        " longest_silence first_reply_time reply_time_average reply_time_longest"
        " interruption_count tool_invocation_count tool_failure_count"
    )
    assert tried.split() == list(BY_SLUG)


@pytest.mark.parametrize(
    ("slug", "turns", "value"),
    [
        # One who never answers
        ("talk_share", ["customer 0..1000"], (0.0, 100.0)),
        ("first_reply_time", ["agent 0..500", "customer 600..900"], NOT_APPLICABLE),
        ("first_reply_time", ["customer 0..900", "agent 800..1000"], 0),
        # Turns of no length have no shares
        ("talk_share", ["customer 5..5", "agent 5..5"], (NOT_APPLICABLE, NOT_APPLICABLE)),
        # What one says twice at once counts once
        ("talk_time", ["agent 0..1000", "agent 200..900", "agent 800..1500"], (1500, 0)),
        # A silence while somebody of the same role still speaks is none
        ("silence_time", ["agent 0..5000", "customer 1000..2000", "agent 6000..7000"], 1000),
        ("longest_silence", ["agent 0..1000"], 0),
        # Together is no interruption, and nor is to begin when the other ends
        ("interruption_count", ["agent 0..1000", "customer 0..500"], (0, 0)),
        ("interruption_count", ["agent 0..1000", "customer 1000..2000"], (0, 0)),
        ("interruption_count", ["customer 0..9000", "agent 100..200", "agent 300..400"], (2, 0)),
        # To cut in is no reply
        ("reply_time_average", ["customer 0..1000", "agent 900..2000"], (NOT_APPLICABLE,) * 2),
        # Before the start of a chat
        ("reply_time_average", ["customer -5000", "agent 1000"], (6000, NOT_APPLICABLE)),
    ],
)
def test_at_the_borders(slug, turns, value):
    assert measured(slug, *turns) == value


def test_ids_are_the_same_for_ever():
    assert str(BY_SLUG["talk_time"].id) == "9586bcb4-e9e7-54be-a0f2-9cc901cf3269"
    assert len({metric.id for metric in METRICS}) == len({metric.slug for metric in METRICS})


@pytest.mark.parametrize("id", ["talk_time", "Talk_Time", str(BY_SLUG["talk_time"].id).upper()])
def test_a_metric_is_known_by_id_and_by_slug(id):
    assert known(id)
    assert not known(id + "x")


@pytest.mark.parametrize("turns", [1, 20])
def test_a_stored_call_is_read_in_two_statements(acme, project, statements, turns):
    tools = (NewTool("a", {}, "found", 5), NewTool("b", {}, {"error": "no"}, 6))
    stored = call(project, *["Hello"] * turns, tools=tools)
    with within(acme), statements() as made:
        record = record_of(acme, Conversation.objects.get(pk=stored.pk))
    assert (len(record.turns), record.tools, record.failed_tools) == (turns, 2, 1)
    assert record.duration_ms == 300_000
    assert len(made) == 3, made  # the call, turns, tools
