"""The pages of the OpenAPI documents: all that they tell of, for anybody (ADR 0018)."""

import json
import re
import shlex
from html.parser import HTMLParser

import pytest

from organizations.reference.documents import APIS, document
from organizations.reference.fields import Reader
from organizations.reference.reading import resources

each_api = pytest.mark.parametrize("name", APIS)


class Ids(HTMLParser):
    """The ids of a page, and the places in it that its links name."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if "id" in told:
            self.ids.append(told["id"])
        if told.get("href", "").startswith("#") and tag == "a":
            self.links.append(told["href"][1:])


def page(client, name):
    return client.get(f"/reference/{name}/").content.decode()


@each_api
def test_anybody_may_read_it(client, name):
    answer = client.get(f"/reference/{name}/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert APIS[name].path in answer.content.decode()


@each_api
def test_every_operation_stands_there_once_and_in_the_contents(client, name):
    found = Ids(page(client, name))
    told = [o["operationId"] for item in document(name)["paths"].values() for o in item.values()]
    assert set(told) <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert set(told) <= set(found.links) <= set(found.ids)


def test_the_start_leads_to_the_first(client):
    assert client.get("/reference/")["Location"] == "/reference/roark/"


def test_there_is_no_other(client, db):
    assert client.get("/reference/nobody/").status_code == 404


def test_it_asks_the_database_for_nothing(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/reference/roark/")


def operations(name):
    return {shown.anchor: shown for group in resources(name).values() for shown in group}


def test_curl_sends_what_the_document_shows():
    words = shlex.split(operations("roark")["createChat"].curl.replace("\\\n", " "))
    example = document("roark")["paths"]["/v1/chat"]["post"]["requestBody"]
    assert words[:2] == ["curl", "http://localhost:8000/v1/chat"]
    assert "Authorization: Bearer $KEY" in words
    assert json.loads(words[-1]) == example["content"]["application/json"]["example"]


@each_api
def test_no_gap_is_left_in_a_line_for_curl(name):
    for shown in operations(name).values():
        assert "{" not in shown.curl.partition("\n")[0]


def test_chatloggers_key_goes_into_its_header():
    assert "x-organization-api-key: $KEY" in operations("rest")["createChat"].curl


class TestFields:
    @pytest.fixture
    def chat(self):
        return {field.name: field for field in operations("roark")["createChat"].body}

    def test_what_must_be_there(self, chat):
        required = {name for name, field in chat.items() if field.required}
        assert required == {"startTimestamp", "endTimestamp", "messages"}

    def test_types_and_rules_in_words(self, chat):
        assert chat["startTimestamp"].kind == "time"
        assert (chat["externalId"].kind, chat["externalId"].rules) == (
            "string or null",
            ["1 to 255 characters"],
        )

    def test_what_is_inside(self, chat):
        (role,) = [field for field in chat["messages"].fields if field.name == "role"]
        assert chat["messages"].kind == "array of object"
        assert role.options == ["AGENT", "CUSTOMER"]

    @pytest.mark.parametrize(
        ("schema", "rules"),
        [
            ({"type": "integer", "minimum": 0, "maximum": 2**63 - 1}, ["at least 0"]),
            ({"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1}, []),
            (
                {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                ["1 to 100", "20 by default"],
            ),
            ({"type": "array", "items": {}, "maxItems": 50}, ["at most 50 items"]),
        ],
    )
    def test_bounds(self, schema, rules):
        assert Reader({"schemas": {}}).field("a", schema, False).rules == rules


def test_descriptions_are_escaped_and_code_is_code(client):
    html = page(client, "roark")
    assert re.search(r"<code>Authorization: Bearer &lt;key&gt;</code>", html)
