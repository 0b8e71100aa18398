"""What the tests of the APIs share: a key, and ways to call with it."""

import json
from functools import partial

import pytest

from tests.factories import ApiKeyFactory, ProjectFactory
from tests.wire.live import http, tenant  # noqa: F401
from tests.wire.parley import other, place, strangers  # noqa: F401
from tests.wire.sdk import sdk  # noqa: F401
from tests.wire.told import conforming


@pytest.fixture
def secret():
    return "prl_of-acme"


@pytest.fixture
def key(acme, project, secret):
    """Acme's key to its project Default, with READ and WRITE."""
    return ApiKeyFactory(organization=acme, project=project, secret=secret)


@pytest.fixture
def caller(client):
    """Calls as the holder of a secret: caller("prl_…").get("/v1/chat")."""
    return partial(Caller, client)


@pytest.fixture
def api(caller, key, secret):
    """Calls as the holder of Acme's key."""
    return caller(secret)


class Caller:
    """Each answer is held against the OpenAPI documents."""

    def __init__(self, client, secret):
        self.client = client
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path, /, **query):
        return conforming("GET", path, self.client.get(path, query, headers=self.headers))

    def post(self, path, body, content_type="application/json", **headers):
        """POST a body: JSON of it, or its bytes as they are."""
        return self.send("post", path, body, content_type, **headers)

    def put(self, path, body):
        return self.send("put", path, body)

    def patch(self, path, body):
        return self.send("patch", path, body)

    def delete(self, path):
        return self.send("delete", path, b"")

    def send(self, method, path, body, content_type="application/json", **headers):
        data = body if isinstance(body, bytes) else json.dumps(body)
        told = {"content_type": content_type, "headers": {**self.headers, **headers}}
        return conforming(method, path, getattr(self.client, method)(path, data, **told))


@pytest.fixture
def other_project(acme):
    """A second project of Acme's."""
    return ProjectFactory(organization=acme, slug="second")
