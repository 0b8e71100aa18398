"""manage.py insights, and manage.py check about what it needs."""

import pytest
from django.core.management import CommandError, call_command

from conversations.checks import generator_can_write, private_hosts_are_hosts
from conversations.insights import due
from conversations.models import Insight
from organizations.models import Due
from organizations.tenancy import within
from tests.factories import NOON
from tests.models import completion
from tests.stub import stub
from tests.talk import chat

LINES = ("Hello!", "I want a refund for the oak table.", "agent: Your refund arrives by Friday.")


@pytest.fixture
def installation(settings, loopback):
    """An installation whose server writes titles."""
    with stub(completion()) as server:
        settings.OPENAI_BASE_URL, settings.OPENAI_MODEL = f"{server.url}/v1", "tiny-1"
        yield server


def generators(acme):
    with within(acme):
        return list(Insight.objects.order_by("pk").values_list("generator", flat=True))


def said(capsys):
    return capsys.readouterr().out.strip()


def test_all_writes_anew_what_is_not_due(acme, project, capsys):
    chat(project, *LINES)
    call_command("insights", "--due")
    with within(acme):
        Insight.objects.all().delete()
    call_command("insights", "--due")
    call_command("insights", "--all")
    assert said(capsys).splitlines() == ["1 written", "0 written", "1 written"]
    assert generators(acme) == ["extractive"]


def test_only_what_is_asked_for_is_written_by_another_generator(
    acme, rival, project, installation, capsys
):
    old = chat(project, *LINES, started_at=NOON.replace(year=2020), ended_at=NOON)
    new = chat(project, *LINES)
    call_command("insights", "--due")
    call_command(
        "insights", "--since", "2026-01-01", "--generator", "openai", "--organization", "acme"
    )
    with within(acme):
        by_server = Insight.objects.filter(generator="openai")
        assert [insight.conversation_id for insight in by_server] == [new.pk]
    assert len(installation.asked) == 1
    assert old.pk != new.pk
    assert said(capsys).splitlines() == ["2 written", "1 written"]


def test_more_than_a_batch_is_written(acme, project, installation, settings, monkeypatch, capsys):
    settings.OPENAI_PARALLEL = 2
    monkeypatch.setattr("conversations.insights.redo.BATCH", 2)
    for _ in range(5):
        chat(project, *LINES)
    call_command("insights", "--all")
    call_command("insights", "--all", "--generator", "openai")
    assert said(capsys).splitlines() == ["5 written", "5 written"]
    assert generators(acme) == ["extractive"] * 5 + ["openai"] * 5


def test_due_can_be_written_by_a_generator_of_ones_choice(acme, project, installation):
    chat(project, *LINES)
    call_command("insights", "--due", "--generator", "openai")
    assert generators(acme) == ["openai"]
    assert not Due.objects.exists()


def test_a_server_that_is_not_set_is_told_before_anything_is_written(acme, project):
    chat(project, *LINES)
    with pytest.raises(CommandError, match="acme: no model server is set"):
        call_command("insights", "--due", "--generator", "openai")
    assert due.write_batch(acme) == 1


@pytest.mark.parametrize(
    "wrong",
    [[], ["--all", "--due"], ["--since", "soon"], ["--all", "--generator", "magic"]],
)
def test_wrong_arguments_are_told(db, wrong):
    with pytest.raises(CommandError):
        call_command("insights", *wrong)


def faults(check):
    return [fault.id.rpartition(".")[2] for fault in check(None)]


GOOD = {"INSIGHTS_GENERATOR": "openai", "OPENAI_MODEL": "m", "OPENAI_API_KEY": "k"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"INSIGHTS_GENERATOR": "extractive", "OPENAI_MODEL": ""}, []),
        ({"INSIGHTS_GENERATOR": "gpt"}, ["E002"]),
        ({"OPENAI_MODEL": ""}, ["E003"]),
        ({"OPENAI_BASE_URL": "api.openai.com"}, ["E004"]),
        ({"OPENAI_BASE_URL": "https://a:b@models.example/v1"}, ["E004"]),
        ({"OPENAI_BASE_URL": "https://models.example:port/v1"}, ["E004"]),
        ({"OPENAI_TIMEOUT": 0}, ["E005"]),
        ({"OPENAI_PARALLEL": 0}, ["E006"]),
        ({"OPENAI_TOKENS_A_DAY": -1}, ["E006"]),
        ({"OPENAI_INPUT_CHARACTERS": 10}, ["E006"]),
        ({"OPENAI_BASE_URL": "http://ollama:11434/v1"}, ["W001"]),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:8000/v1"}, ["W001"]),
        ({"OPENAI_BASE_URL": "http://ollama/v1", "PRIVATE_HOSTS": ["ollama:11434"]}, ["W001"]),
        ({"OPENAI_BASE_URL": "http://ollama:1/v1", "PRIVATE_HOSTS": ["ollama:1"]}, []),
        ({"OPENAI_BASE_URL": "http://10.1.1.1/v1", "PRIVATE_HOSTS": ["10.0.0.0/8"]}, []),
        ({"OPENAI_API_KEY": ""}, ["W002"]),
    ],
)
def test_the_check_names_settings_that_do_not_go_together(settings, changes, told):
    for name, value in (GOOD | changes).items():
        setattr(settings, name, value)
    assert faults(generator_can_write) == told


def test_and_private_hosts_that_are_none(settings):
    settings.PRIVATE_HOSTS = ["ollama:11434", "http://ollama", "a b:c"]
    assert faults(private_hosts_are_hosts) == ["E001", "E001"]
