"""The OpenAPI documents: right, whole, and the same every time (ADR 0018)."""

import json
import os
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from organizations.access import API_PERMISSIONS
from organizations.reference.documents import APIS, api_views, document, published
from tests.wire import bodies
from tests.wire.test_published_requests import CREATE_CHAT, CREATE_SESSION
from tests.wire.told import closed, resolved
from web import idempotency
from web.answers import Out
from web.openapi.document import METHODS
from web.openapi.shapes import SharedName, schemas_of

each_api = pytest.mark.parametrize("name", APIS)


def operations():
    return {
        (method.upper(), path): (name, operation)
        for name in APIS
        for path, item in document(name)["paths"].items()
        for method, operation in item.items()
    }


def schemas(part, inside=()):
    """(where, schema, its examples) of all that is shown as an example."""
    if isinstance(part, list):
        for item in part:
            yield from schemas(item, inside)
    if isinstance(part, dict):
        if "schema" in part and "example" in part:
            yield inside, part["schema"], [part["example"]]
        elif isinstance(part.get("examples"), list):
            yield inside, part, part["examples"]
        for key, value in part.items():
            if key not in ("example", "examples"):
                yield from schemas(value, (*inside, key))


@each_api
def test_document_is_openapi_31(name):
    OpenAPIV31SpecValidator(document(name)).validate()


def test_every_method_of_every_route_stands_in_exactly_one_document():
    served = [
        (method.upper(), view.route)
        for view in api_views()
        for method in METHODS
        if hasattr(view, method)
    ]
    told = [
        (method.upper(), path)
        for name in APIS
        for path, item in document(name)["paths"].items()
        for method in item
    ]
    assert sorted(told) == sorted(served)
    assert len(told) == len(set(told))


def test_roarks_document_has_no_path_of_the_others():
    assert not [path for path in document("roark")["paths"] if path.startswith("/api/")]
    assert all(path.startswith("/api/") for path in document("rest")["paths"])


@each_api
def test_no_two_operations_have_one_id(name):
    ids = [o["operationId"] for item in document(name)["paths"].values() for o in item.values()]
    assert len(ids) == len(set(ids))


def test_each_operation_names_the_permission_that_it_asks_for():
    for endpoint, (_, operation) in operations().items():
        wanted = API_PERMISSIONS.get(endpoint)
        assert {
            scope for ways in operation["security"] for way in ways.values() for scope in way
        } == ({wanted} if wanted else set())
        assert bool(operation["security"]) == (endpoint in API_PERMISSIONS)


def test_each_post_tells_of_the_idempotency_key_and_what_it_may_lead_to():
    for (method, path), (_, operation) in operations().items():
        names = {p["name"] for p in operation["parameters"] if p["in"] == "header"}
        is_repeatable = method == "POST" and bool(operation["security"])
        assert ("Idempotency-Key" in names) == is_repeatable
        for status in idempotency.faults_of(path) if is_repeatable else ():
            assert str(status) in operation["responses"]


def test_it_is_told_where_an_answer_may_come_again():
    for (method, path), (name, operation) in operations().items():
        is_repeatable = method == "POST" and bool(operation["security"])
        told = {
            status
            for status, answer in operation["responses"].items()
            if "Idempotency-Replayed" in resolved(answer, document(name))["headers"]
        }
        may = {s for s in operation["responses"] if s < "300" or s in ("400", "403", "404", "409")}
        assert told == (may if is_repeatable else set()), path


def test_no_two_shapes_share_a_name():
    roark, rest = (document(name)["components"]["schemas"] for name in APIS)
    assert not [name for name in roark.keys() & rest.keys() if roark[name] != rest[name]]


def test_two_shapes_of_one_name_are_refused():
    one, another = (type(Out)("Same", (Out,), {"__annotations__": {key: int}}) for key in "ab")
    another.__module__ = "elsewhere"
    with pytest.raises(SharedName, match="Same"):
        schemas_of([(one, "serialization"), (another, "serialization")])


@each_api
def test_every_example_is_what_its_schema_takes(name):
    components = {"components": document(name)["components"]}
    shown = list(schemas(document(name)))
    assert len(shown) > 10
    for where, schema, examples in shown:
        for example in examples:
            validator = Draft202012Validator(closed({**schema, **components}))
            assert not [f"{where}: {e.message}" for e in validator.iter_errors(example)]


@each_api
def test_document_says_nothing_of_our_own_papers(name):
    text = published(name)[0].decode()
    assert "contract" not in text
    assert "ADR" not in text


@pytest.mark.slow
@each_api
def test_document_is_the_same_from_every_process(name):
    code = (
        "import django; django.setup();"
        "from organizations.reference.documents import published;"
        f"print(published({name!r})[1])"
    )
    etags = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert etags == {published(name)[1]}


@each_api
def test_anybody_may_fetch_it_and_once_is_enough(name, client):
    answer = client.get(APIS[name].path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json() == document(name)
    again = client.get(APIS[name].path, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "max-age" in answer["Cache-Control"]


def fields(shape, name="roark"):
    return set(document(name)["components"]["schemas"][shape]["properties"])


class TestPublishedNames:
    """What the published documents print stands in ours by the same names."""

    def test_of_a_chat(self):
        printed = json.loads(
            CREATE_CHAT.partition("--data '")[2].replace("{{", "{").replace("}}", "}").strip("'\n ")
        )
        assert set(printed) | {"customer", "externalId"} == fields("ChatIn")
        assert set(printed["messages"][0]) <= fields("MessageIn")
        assert set(printed["toolInvocations"][0]) == fields("ChatToolIn")

    def test_of_a_list(self):
        names = {p["name"] for p in operations()["GET", "/v1/chat"][1]["parameters"]}
        printed = "limit after sortBy sortDirection searchText simulationRunPlanJobId"
        assert set(printed.split()) <= names

    def test_of_chatlogger(self):
        printed = json.loads(
            CREATE_SESSION.partition("--data '")[2].replace("{{", "{").replace("}}", "}").strip("'")
        )
        assert set(printed) == fields("LoggedChatIn", "rest")
        assert set(printed["metadata"]) == fields("LoggedMetadataIn", "rest")


def wrong(schema):
    """A value that the parameter's schema refuses."""
    if "enum" in schema:
        return "nonsense"
    if schema["type"] == "integer":
        return str(schema["maximum"] + 1)
    if "maxLength" in schema:
        return "x" * (schema["maxLength"] + 1)
    return "nonsense"


def queries(kinds):
    """(path, parameter) of what GET takes in its query."""
    return [
        pytest.param(path, parameter, id=f"{path} {parameter['name']}")
        for (method, path), (_, operation) in operations().items()
        for parameter in operation["parameters"]
        if method == "GET" and parameter["in"] == "query"
        if kinds(parameter["schema"])
    ]


@pytest.mark.slow
class TestParameters:
    """The tables that read a query are those that the document was made of."""

    @pytest.fixture
    def ask(self, api):
        made = api.post("/v1/chat", bodies.chat()), api.post("/v1/call", bodies.call())
        ids = dict(zip(("chat", "call"), (one.json()["data"]["id"] for one in made), strict=True))
        ids["parley"] = ids["chat"]  # /api/parley/v1/conversations/{id}/…

        number = api.get("/api/v1/chats").json()[0]["id"]

        def ask(path, **query):
            path = path.replace("{slug}", "acme").replace("{chat_id}", str(number))
            return api.get(path.replace("{id}", ids.get(path.split("/")[2], "")), **query)

        return ask

    @pytest.mark.parametrize(("path", "parameter"), queries(lambda s: "enum" in s))
    def test_every_choice_is_taken(self, ask, path, parameter):
        for value in parameter["schema"]["enum"]:
            assert ask(path, **{parameter["name"]: value}).status_code == 200

    @pytest.mark.parametrize(("path", "parameter"), queries(lambda s: "default" in s))
    def test_the_default_is_what_none_means(self, ask, path, parameter):
        given = {parameter["name"]: parameter["schema"]["default"]}
        assert ask(path, **given).json() == ask(path).json()

    @pytest.mark.parametrize(
        ("path", "parameter"), queries(lambda s: s["type"] != "object" and s != {"type": "string"})
    )
    def test_what_the_schema_refuses_is_400(self, ask, path, parameter):
        answer = ask(path, **{parameter["name"]: wrong(parameter["schema"])})
        assert answer.status_code == 400
        error = answer.json()["error"]
        if isinstance(error, str):
            assert error.startswith(f"Invalid request data: {parameter['name']}: ")
        else:
            assert error["parameter"] == parameter["name"]

    @pytest.mark.parametrize(("path", "parameter"), queries(lambda s: s["type"] == "integer"))
    def test_bounds_are_taken(self, ask, path, parameter):
        for bound in ("minimum", "maximum"):
            query = {parameter["name"]: parameter["schema"][bound]}
            assert ask(path, **query).status_code == 200
