"""What the tests of Parley's own API share."""

import pytest

from tests.factories import ApiKeyFactory
from tests.wire.bodies import chat, message

BASE = "/api/parley/v1"
ID = "0190a1b2-0000-7000-8000-000000000001"
NONE = "550e8400-e29b-41d4-a716-446655440000"


@pytest.fixture
def place(api):
    """The path of a conversation whose first turn says "Where is my parcel?"."""
    sent = chat(messages=[message(text="Where is my parcel?"), message(text="Here.")])
    return f"{BASE}/conversations/{api.post('/v1/chat', sent).json()['data']['id']}"


@pytest.fixture
def other(caller, acme, project):
    """Another key to the same project."""
    ApiKeyFactory(organization=acme, project=project, secret="prl_other", name="Other")
    return caller("prl_other")


@pytest.fixture
def strangers(caller, acme, rival, other_project):
    """Keys to another project of Acme's, and to another organization."""
    ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
    ApiKeyFactory(organization=rival, secret="prl_rival")
    return [caller("prl_second"), caller("prl_rival")]


def made(answer):
    assert answer.status_code == 201, answer.content
    return answer.json()["data"]


def config(api, **columns):
    return made(api.post(f"{BASE}/score-configs", {"name": "Solved", "kind": "BOOLEAN"} | columns))


def of(place, key, **columns):
    """What tags, notes and scores have alike, as they are answered on the whole conversation."""
    return {
        "conversationId": place.rpartition("/")[2],
        "turnNumber": None,
        "span": None,
        "timeRange": None,
        "author": {"source": "API", "name": key.name},
        **columns,
    }


def without(told, *names):
    return {name: value for name, value in told.items() if name not in names}
