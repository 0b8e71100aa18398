import io

import pytest

from conversations.models import Conversation
from imports import take
from imports.formats import FORMATS
from imports.lines import lines_of
from imports.rejects import Rejects
from organizations.tenancy import within
from tests.imports.samples import jsonl


@pytest.fixture
def rejects(tmp_path):
    return Rejects(tmp_path / "rejects.jsonl")


@pytest.fixture
def run(project, rejects):
    """run(*lines) imports them into Acme's default project; the count, in words."""

    def run_lines(*lines, format="roark", data=None, since=None):
        source = io.BufferedReader(io.BytesIO(jsonl(*lines) if data is None else data))
        batches = take.take(project, lines_of(source), FORMATS[format], take.START, rejects, since)
        *_, count = [take.Count(), *batches]
        return str(count)

    return run_lines


@pytest.fixture
def told(rejects):
    """The refused lines, each with the reason."""
    return lambda: [(row["line"], row["reason"]) for row in rejects.first]


@pytest.fixture
def stored(acme):
    """The conversation of an external id, or the only one."""

    def find(external_id=None):
        with within(acme):
            found = Conversation.objects.of(acme)
            return found.get(external_id=external_id) if external_id else found.get()

    return find


@pytest.fixture
def count(acme):
    def count_conversations():
        with within(acme):
            return Conversation.objects.of(acme).count()

    return count_conversations
