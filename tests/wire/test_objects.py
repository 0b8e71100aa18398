"""Object by object: whatever stands in a path, a key to another project or organization gets 404.

The walk follows the OpenAPI documents, so an endpoint that is new is walked too.
"""

import re

import pytest

from organizations.reference.documents import APIS, document
from tests.factories import ApiKeyFactory
from tests.wire import bodies

PARLEY = "/api/parley/v1"
LOGGED = ("/api/v1/chats", "/api/v1/orgs/{slug}/chats")
OF_THE_ORGANIZATION = (f"{PARLEY}/tags/{{id}}", f"{PARLEY}/score-configs/{{id}}")
SAID = {"messages": [bodies.message(text="Our secret")]}


def walked():
    """(method, path, body of the example) of all that name an object, what deletes it last."""
    found = [
        (method, path, example(operation))
        for name in APIS
        for path, item in document(name)["paths"].items()
        for method, operation in item.items()
        if set(re.findall(r"{(\w+)}", path)) - {"slug"}
    ]
    return sorted(found, key=lambda one: (one[0] == "delete", one[1]))


def example(operation):
    content = operation.get("requestBody", {"content": {}})["content"]
    return content.get("application/json", {}).get("example")


@pytest.fixture
def ids(api):
    """By the beginning of a path, what its {names} stand for: objects of Acme's."""

    def made(path, body):
        answer = api.post(path, body)
        assert answer.status_code == 201, answer.content
        return answer.json()

    def id_of(path, body):
        return made(path, body)["data"]["id"]

    chat = id_of("/v1/chat", bodies.chat(**SAID))
    config = id_of(f"{PARLEY}/score-configs", {"name": "Secret", "kind": "BOOLEAN"})
    agent = id_of("/v1/agent", {"name": "Secret"})
    place = f"{PARLEY}/conversations/{chat}"
    logged = {"chat_id": made("/api/v1/chats", bodies.session(title="Our secret"))["chat_id"]}
    return {
        "/v1/chat/": {"id": chat},
        "/v1/call/": {"id": id_of("/v1/call", bodies.call())},
        "/v1/agent/endpoint/": {"id": id_of("/v1/agent/endpoint", bodies.endpoint(agentId=agent))},
        "/v1/agent/": {"id": agent},
        "/v1/webhook/": {"id": id_of("/v1/webhook", bodies.webhook())},
        **{f"{path}/": logged for path in LOGGED},
        f"{PARLEY}/tags/": {"id": id_of(f"{PARLEY}/tags", {"name": "Secret"})},
        f"{PARLEY}/score-configs/": {"id": config},
        f"{PARLEY}/conversations/": {
            "id": chat,
            "taggingId": id_of(f"{place}/tags", {"name": "Late"}),
            "noteId": id_of(f"{place}/notes", {"body": "Secret"}),
            "scoreId": id_of(f"{place}/scores", {"configId": config, "value": True}),
        },
    }


def filled(path, ids, slug):
    named = next(names for start, names in ids.items() if path.startswith(start))
    return path.format(slug=slug, **named)


def send(caller, method, path, body):
    return caller.get(path) if method == "get" else caller.send(method, path, body or b"")


def seen(api, ids):
    """All that Acme's key reads."""
    paths = [path for method, path, _ in walked() if method == "get"]
    return {path: api.get(filled(path, ids, "acme")).json() for path in paths}


def walk(caller, ids, slug, skipped=()):
    """The statuses of all that a stranger tries."""
    answers = {
        (method, path): send(caller, method, filled(path, ids, slug), body)
        for method, path, body in walked()
        if path not in skipped
    }
    assert not [key for key, answer in answers.items() if "ecret" in answer.content.decode()]
    return {key: answer.status_code for key, answer in answers.items() if answer.status_code != 404}


def test_another_organization_gets_404_and_changes_nothing(api, caller, rival, ids):
    ApiKeyFactory(organization=rival, secret="prl_rival")
    before = seen(api, ids)
    assert walk(caller("prl_rival"), ids, "rival") == {}
    assert seen(api, ids) == before


def test_another_project_gets_404_for_what_is_a_projects(api, caller, acme, other_project, ids):
    ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
    before = seen(api, ids)
    assert walk(caller("prl_second"), ids, "acme", OF_THE_ORGANIZATION) == {}
    assert seen(api, ids) == before


def test_the_key_itself_finds_them_all(api, ids):
    for method, path, body in walked():
        if method != "delete":
            answer = send(api, method, filled(path, ids, "acme"), body)
            assert answer.status_code != 404, path
