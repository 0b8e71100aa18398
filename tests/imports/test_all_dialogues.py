"""Whole files: every dialogue of the shared set, where SHARED_DATA is, and the demo's own."""

import os
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from conversations.models import Conversation, ToolInvocation, Turn
from organizations.tenancy import within

# Only when asked for: in one transaction that is never analysed it takes many minutes
DIALOGUES = Path(os.environ.get("SHARED_DATA", "/nowhere")) / "conversations.jsonl.gz"


@pytest.fixture
def bring_in(acme):
    """The last line that the command writes."""

    def run(file):
        out = StringIO()
        words = [str(file), "--organization", acme.slug]
        call_command("import_conversations", *words, stdout=out, stderr=StringIO())
        return out.getvalue()

    return run


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not DIALOGUES.exists(), reason="SHARED_DATA names no folder with the dialogues")
def test_every_shared_dialogue_comes_in_once(bring_in, acme):
    assert bring_in(DIALOGUES) == "17,193 imported, 0 refused.\n"
    assert bring_in(DIALOGUES) == "0 imported, 17,193 already here, 0 refused.\n"
    with within(acme):
        made = [model.objects.of(acme).count() for model in (Conversation, Turn, ToolInvocation)]
    assert made == [17_193, 312_250, 47_648]


def test_the_demos_own_file_comes_in_once(bring_in, acme, tmp_path):
    """As the README has it."""
    call_command("demo", "--write", str(tmp_path / "sample.jsonl"), stderr=StringIO())
    assert bring_in(tmp_path / "sample.jsonl") == "304 imported, 0 refused.\n"
    assert bring_in(tmp_path / "sample.jsonl") == "0 imported, 304 already here, 0 refused.\n"
    with within(acme):
        kinds = Counter(Conversation.objects.of(acme).values_list("kind", flat=True))
    assert kinds == {"chat": 264, "call": 40}
