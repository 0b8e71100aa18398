"""/v1/agent/endpoint: register, list, read, change (contract 1.17)."""

import pytest

from conversations.models import AgentEndpoint
from organizations.tenancy import within
from tests.wire.bodies import ROARK_ID, call, endpoint

WIDE = "\U0001f9e1" * 256
PATH = "/v1/agent/endpoint"


@pytest.fixture
def agent(api):
    return api.post("/v1/agent", {"name": "Bo"}).json()["data"]["id"]


def add(api, agent, **changes):
    answer = api.post(PATH, endpoint(agentId=agent, **changes))
    assert answer.status_code == 201, answer.json()
    return answer.json()["data"]


def values(api, **query):
    return [one["value"] for one in api.get(PATH, **query).json()["data"]]


def test_whole_answers(api, agent):
    created = api.post(
        PATH,
        endpoint(
            agentId=agent.upper(),
            direction="INCOMING_AND_OUTGOING",
            environment="staging",
            outboundDialType="HTTP_REQUEST",
            outboundDialHttpRequestDefinitionId="dial-1",
        ),
    )
    data = created.json()["data"]
    assert (created.status_code, created.json()) == (
        201,
        {
            "data": {
                "id": data["id"],
                "agentId": agent,
                "type": "PHONE",
                "value": "+14155550123",
                "direction": "INCOMING_AND_OUTGOING",
                "environment": "staging",
                "outboundDialType": "HTTP_REQUEST",
                "outboundDialHttpRequestDefinitionId": "dial-1",
                "createdAt": data["createdAt"],
                "updatedAt": data["updatedAt"],
            }
        },
    )
    assert api.get(f"{PATH}/{data['id'].upper()}").json() == {"data": data}
    assert api.get(PATH).json() == {
        "data": [data],
        "pagination": {"total": 1, "hasMore": False, "nextCursor": None},
    }


def test_the_smallest_endpoint_has_every_key(api, agent):
    created = add(api, agent)
    assert (created["environment"], created["outboundDialType"]) == ("production", "NONE")
    assert created["outboundDialHttpRequestDefinitionId"] is None
    assert len(created) == 10


class TestCreate:
    @pytest.mark.parametrize(
        ("change", "path"),
        [
            *(({"agentId": id}, "agentId") for id in (None, "", "x", 5, ROARK_ID[:-1])),
            *(({"value": value}, "value") for value in (None, "", "x", 5, "4155550123", "+0")),
            *(({"direction": way}, "direction") for way in (None, "", "incoming", "BOTH", 5)),
            *(({"environment": name}, "environment") for name in (None, "", 5, WIDE[:65])),
            *(({"outboundDialType": dial}, "outboundDialType") for dial in (None, "", "none")),
            *(
                (
                    {"outboundDialHttpRequestDefinitionId": id},
                    "outboundDialHttpRequestDefinitionId",
                )
                for id in ("", 5, WIDE)
            ),
            ({"outboundDialType": "HTTP_REQUEST"}, "outboundDialHttpRequestDefinitionId"),
        ],
    )
    def test_a_wrong_field_is_400_with_its_path(self, api, agent, change, path):
        answer = api.post(PATH, endpoint(**{"agentId": agent, **change}))
        assert answer.status_code == 400
        assert answer.json()["error"]["parameter"] == path

    @pytest.mark.parametrize("name", ["agentId", "value", "direction"])
    def test_a_missing_field_is_400_with_its_path(self, api, agent, name):
        body = endpoint(agentId=agent)
        del body[name]
        assert api.post(PATH, body).json()["error"]["parameter"] == name

    @pytest.mark.parametrize(
        "change",
        [
            *({"direction": way} for way in ("INCOMING", "OUTGOING", "INCOMING_AND_OUTGOING")),
            {"environment": WIDE[:64]},
            {"outboundDialType": "NONE", "outboundDialHttpRequestDefinitionId": WIDE[:255]},
            {"type": "WEBSOCKET", "unknown": 1},
        ],
    )
    def test_a_right_field_is_taken(self, api, agent, change):
        assert add(api, agent, **change)["type"] == "PHONE"

    def test_of_an_unknown_agent_is_404(self, api):
        answer = api.post(PATH, endpoint())
        assert answer.status_code == 404
        assert answer.json()["error"]["message"] == "There is no such agent in this project."

    def test_the_same_value_of_the_same_agent_is_409(self, api, agent):
        add(api, agent)
        answer = api.post(PATH, endpoint(agentId=agent, environment="staging"))
        assert (answer.status_code, answer["x-should-retry"]) == (409, "false")
        assert answer.json()["error"]["code"] == "value_taken"
        other = api.post("/v1/agent", {"name": "Bea"}).json()["data"]["id"]
        add(api, other)

    def test_a_call_finds_it_by_id_and_by_value(self, api, agent):
        created = add(api, agent, environment="staging")
        for reached in ({"id": created["id"]}, {"type": "phone", "value": "+14155550123"}):
            body = call(agent={"roarkId": agent, "endpoint": reached})
            spoke = api.post("/v1/call", body).json()["data"]["agents"]
            assert spoke == [
                {
                    "id": agent,
                    "endpoint": {
                        "id": created["id"],
                        "environment": "staging",
                        "phoneNumberE164": "+14155550123",
                    },
                }
            ]


class TestOfACall:
    """Endpoints that no one registered."""

    @pytest.mark.parametrize(
        ("type", "value", "shown"),
        [
            ("phone", "+14155550100", "PHONE"),
            ("WebSocket", "wss://bots.example.com", "WEBSOCKET"),
            ("Daily", "room", "DAILY"),
            ("SIP", "sip:desk@example.com", "PHONE"),
            ("socket", "WSS://bots.example.com", "WEBSOCKET"),
            ("ß" * 32, "x", "PHONE"),
        ],
    )
    def test_is_of_a_published_type(self, api, type, value, shown):
        reached = {"type": type, "value": value}
        body = call(agent={"roarkId": ROARK_ID, "endpoint": reached})
        id = api.post("/v1/call", body).json()["data"]["agents"][0]["endpoint"]["id"]
        data = api.get(f"{PATH}/{id}").json()["data"]
        assert (data["type"], data["value"], data["agentId"]) == (shown, value, ROARK_ID)
        assert api.get(PATH).json()["data"] == [data]

    def test_is_one_however_its_type_is_spelt(self, api, acme):
        for type in ("phone", "PHONE", "Phone"):
            reached = {"type": type, "value": "+14155550100"}
            api.post("/v1/call", call(agent={"name": "Bo", "endpoint": reached}))
        with within(acme):
            assert AgentEndpoint.objects.of(acme).get().type == "PHONE"


class TestChange:
    @pytest.fixture
    def created(self, api, agent):
        return add(api, agent)

    @pytest.mark.parametrize(
        "change",
        [
            {"environment": "staging"},
            {"outboundDialType": "HTTP_REQUEST", "outboundDialHttpRequestDefinitionId": "d"},
            {"outboundDialHttpRequestDefinitionId": "d"},
        ],
    )
    def test_what_is_sent_changes_and_nothing_else(self, api, created, change):
        more = {"value": "+1999", "direction": "OUTGOING", "agentId": ROARK_ID}
        answer = api.put(f"{PATH}/{created['id']}", {**more, **change})
        data = answer.json()["data"]
        assert answer.status_code == 200
        assert data == {**created, **change, "updatedAt": data["updatedAt"]}
        assert data["updatedAt"] > created["updatedAt"]
        assert api.get(f"{PATH}/{created['id']}").json()["data"] == data

    def test_nothing_sent_changes_nothing(self, api, created):
        assert api.put(f"{PATH}/{created['id']}", {}).json() == {"data": created}

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            *(({"environment": name}, "environment") for name in (None, "", 5)),
            *(({"outboundDialType": dial}, "outboundDialType") for dial in (None, "x")),
            ({"outboundDialType": "HTTP_REQUEST"}, "outboundDialHttpRequestDefinitionId"),
            (
                {"outboundDialHttpRequestDefinitionId": 5},
                "outboundDialHttpRequestDefinitionId",
            ),
        ],
    )
    def test_a_wrong_field_is_400_with_its_path(self, api, created, body, path):
        answer = api.put(f"{PATH}/{created['id']}", body)
        assert answer.status_code == 400
        assert answer.json()["error"]["parameter"] == path
        assert api.get(f"{PATH}/{created['id']}").json() == {"data": created}

    def test_a_definition_in_use_stays(self, api, created):
        path, field = f"{PATH}/{created['id']}", "outboundDialHttpRequestDefinitionId"
        api.put(path, {"outboundDialType": "HTTP_REQUEST", field: "d"})
        assert api.put(path, {field: None}).status_code == 400
        assert api.put(path, {field: None, "outboundDialType": "NONE"}).status_code == 200

    @pytest.mark.parametrize("id", ["x", "1", "é", ROARK_ID])
    def test_what_is_no_endpoint_is_404(self, api, id):
        for answer in (api.get(f"{PATH}/{id}"), api.put(f"{PATH}/{id}", {})):
            assert answer.status_code == 404
            assert "no such agent endpoint" in answer.json()["error"]["message"]


class TestList:
    @pytest.fixture
    def numbers(self, api, agent):
        numbers = [f"+1415555010{n}" for n in range(3)]
        for number in numbers:
            add(api, agent, value=number, environment=f"env-{number[-1]}")
        return numbers[::-1]

    def test_the_newest_first_page_by_page(self, api, numbers):
        walked, after = [], {}
        for _ in range(3):
            page = api.get(PATH, limit=1, **after).json()
            walked += page["data"]
            assert page["pagination"]["total"] == 3
            after = {"after": page["pagination"]["nextCursor"]}
        assert [one["value"] for one in walked] == numbers
        assert page["pagination"] == {"total": 3, "hasMore": False, "nextCursor": None}
        assert values(api, after=walked[0]["id"].upper()) == numbers[1:]

    def test_of_one_agent(self, api, agent, numbers):
        api.post(
            "/v1/call",
            call(agent={"roarkId": ROARK_ID, "endpoint": {"type": "kore", "value": "k"}}),
        )
        assert values(api, agentId=agent.upper()) == numbers
        assert values(api, agentId=ROARK_ID) == ["k"]
        assert values(api, agentId="550e8400-e29b-41d4-a716-446655440000") == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("4155550101", 1),
            ("ENV-2", 1),
            ("env", 3),
            ("bo", 3),
            ("%", 0),
            ("env-2 4155550101", 0),
            ("", 3),
        ],
    )
    def test_search(self, api, numbers, text, found):
        page = api.get(PATH, searchText=text).json()
        assert (len(page["data"]), page["pagination"]["total"]) == (found, found)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            *(("limit", value) for value in ("0", "51", "100", "x", "")),
            *(("after", value) for value in ("", "x", "eyJpZCI6MX0=")),
            *(("agentId", value) for value in ("", "x")),
            *(("searchText", value) for value in ("x" * 1001, " ".join("x" * 51))),
        ],
    )
    def test_a_wrong_parameter_is_400_with_its_name(self, api, name, value):
        answer = api.get(PATH, **{name: value})
        assert answer.status_code == 400
        assert answer.json()["error"]["parameter"] == name

    def test_fifty_are_a_page_at_most(self, api):
        assert api.get(PATH, limit=50).status_code == 200

    @pytest.mark.parametrize("endpoints", [1, 20])
    def test_costs_the_same_however_many(self, api, agent, statements, endpoints):
        for n in range(endpoints):
            add(api, agent, value=f"+141555501{n:02}")
        with statements() as made:
            api.get(PATH, limit=21)
        assert len(made) == 3, made  # key, page, total
