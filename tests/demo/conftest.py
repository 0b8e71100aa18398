import pytest

from demo.generate import generate
from tests.factories import NOON


@pytest.fixture(scope="session")
def items():
    """Everything that one run makes up."""
    return list(generate(NOON))


@pytest.fixture(scope="session")
def chats(items):
    return [item["body"] for item in items if item["path"] == "/v1/chat"]


@pytest.fixture(scope="session")
def calls(items):
    return [item["body"] for item in items if item["path"] == "/v1/call"]


@pytest.fixture(scope="session")
def submitted(items):
    return [item["body"] for item in items if item["path"] == "/api/v1/chats"]
