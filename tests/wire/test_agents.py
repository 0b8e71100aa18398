"""/v1/agent: register, list, read, change (contract 1.17)."""

import pytest

from conversations.models import Agent
from organizations.tenancy import within
from tests.wire.bodies import ROARK_ID, chat

WIDE = "\U0001f9e1" * 256


def add(api, **body):
    answer = api.post("/v1/agent", body)
    assert answer.status_code == 201, answer.json()
    return answer.json()["data"]


def names(api, **query):
    return [agent["name"] for agent in api.get("/v1/agent", **query).json()["data"]]


def test_whole_answers(api):
    created = api.post(
        "/v1/agent", {"name": "Front desk", "customId": "bot-1", "description": "Answers first"}
    )
    data = created.json()["data"]
    assert (created.status_code, created.json()) == (
        201,
        {
            "data": {
                "id": data["id"],
                "name": "Front desk",
                "customId": "bot-1",
                "description": "Answers first",
                "createdAt": data["createdAt"],
                "updatedAt": data["updatedAt"],
            }
        },
    )
    assert api.get(f"/v1/agent/{data['id']}").json() == {"data": data}
    assert api.get("/v1/agent").json() == {
        "data": [data],
        "pagination": {"total": 1, "hasMore": False, "nextCursor": None},
    }


def test_the_smallest_agent_has_every_key(api):
    created = add(api, name="Bo")
    assert {name: created[name] for name in ("name", "customId", "description")} == {
        "name": "Bo",
        "customId": None,
        "description": None,
    }


def test_no_agents_at_all(api):
    assert api.get("/v1/agent").json() == {
        "data": [],
        "pagination": {"total": 0, "hasMore": False, "nextCursor": None},
    }


class TestCreate:
    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({}, "name"),
            *(({"name": name}, "name") for name in (None, "", 5, True, [], WIDE, "a\0")),
            *(({"name": "Bo", "customId": id}, "customId") for id in ("", 5, {}, WIDE)),
            *(({"name": "Bo", "description": text}, "description") for text in (5, [], "\0")),
            ([], ""),
        ],
    )
    def test_a_wrong_field_is_400_with_its_path(self, api, body, path):
        answer = api.post("/v1/agent", body)
        assert answer.status_code == 400
        assert answer.json()["error"]["details"][0]["path"] == path

    @pytest.mark.parametrize(
        "body",
        [
            {"name": WIDE[:255], "customId": WIDE[:255], "description": "x" * 5000},
            {"name": " ", "customId": None, "description": None},
            {"name": "Bo", "description": "", "unknown": 1, "id": ROARK_ID},
        ],
    )
    def test_a_right_body_is_taken(self, api, body):
        created = add(api, **body)
        assert created["id"] != ROARK_ID
        assert created["name"] == body["name"]

    def test_a_custom_id_that_is_taken_is_409(self, api):
        add(api, name="Bo", customId="b")
        answer = api.post("/v1/agent", {"name": "Another", "customId": "b"})
        assert (answer.status_code, answer["x-should-retry"]) == (409, "false")
        assert answer.json()["error"]["code"] == "custom_id_taken"
        assert answer.json()["error"]["parameter"] == "customId"
        assert names(api) == ["Bo"]

    def test_a_name_may_be_shared_by_those_with_custom_ids_alone(self, api):
        add(api, name="Bo", customId="b-1")
        add(api, name="Bo", customId="b-2")
        add(api, name="Bo")
        answer = api.post("/v1/agent", {"name": "Bo"})
        assert answer.status_code == 409
        assert answer.json()["error"]["parameter"] == "name"

    def test_sent_again_under_one_key_it_is_registered_once(self, api):
        body, key = {"name": "Bo", "customId": "b"}, {"Idempotency-Key": "once-1"}
        first, again = (api.post("/v1/agent", body, **key) for _ in range(2))
        assert (again.status_code, again.content) == (201, first.content)
        refused = [api.post("/v1/agent", body, **{"Idempotency-Key": "2"}) for _ in range(2)]
        assert [answer.status_code for answer in refused] == [409, 409]
        assert names(api) == ["Bo"]

    def test_who_was_registered_is_known_when_it_speaks(self, api):
        agent = add(api, name="Bo", customId="b")
        for ref in ({"roarkId": agent["id"]}, {"customId": "b"}, {"name": "Bo"}):
            spoke = api.post("/v1/chat", chat(agent=ref)).json()["data"]["agents"]
            assert spoke == [{"id": agent["id"]}]


class TestRead:
    def test_who_spoke_is_registered_by_the_callers_own_id(self, api, acme):
        api.post("/v1/chat", chat(agent={"roarkId": ROARK_ID}))
        with within(acme):
            ours = str(Agent.objects.of(acme).get().pk)
        shown = [api.get(f"/v1/agent/{id}").json() for id in (ROARK_ID.upper(), ours)]
        assert shown[0] == shown[1]
        assert shown[0]["data"]["id"] == ROARK_ID
        assert api.get("/v1/agent").json()["data"] == [shown[0]["data"]]

    def test_the_callers_id_comes_before_ours(self, api, acme):
        ours = add(api, name="Known by ours")["id"]
        api.post("/v1/chat", chat(agent={"roarkId": ROARK_ID, "name": "Known by theirs"}))
        with within(acme):
            Agent.objects.of(acme).filter(roark_id=ROARK_ID).update(roark_id=ours)
        assert api.get(f"/v1/agent/{ours}").json()["data"]["name"] == "Known by theirs"

    @pytest.mark.parametrize("id", ["x", "1", "é", "%20", "endpoints", ROARK_ID])
    def test_what_is_no_agent_is_404(self, api, id):
        for answer in (api.get(f"/v1/agent/{id}"), api.put(f"/v1/agent/{id}", {})):
            assert answer.status_code == 404
            assert answer.json()["error"]["message"] == "There is no such agent in this project."


class TestChange:
    @pytest.fixture
    def agent(self, api):
        return add(api, name="Bo", customId="b", description="Kind")

    @pytest.mark.parametrize(
        ("body", "changed"),
        [
            ({"name": "Bea"}, {"name": "Bea"}),
            ({"description": None}, {"description": None}),
            ({"description": ""}, {"description": ""}),
            ({"name": "Bea", "description": "New"}, {"name": "Bea", "description": "New"}),
            ({"customId": "other", "id": ROARK_ID, "createdAt": 1, "name": "Bo"}, {}),
        ],
    )
    def test_what_is_sent_changes_and_nothing_else(self, api, agent, body, changed):
        answer = api.put(f"/v1/agent/{agent['id']}", body)
        data = answer.json()["data"]
        assert answer.status_code == 200
        assert data == {**agent, **changed, "updatedAt": data["updatedAt"]}
        assert data["updatedAt"] > agent["updatedAt"]
        assert api.get(f"/v1/agent/{agent['id'].upper()}").json()["data"] == data

    def test_nothing_sent_changes_nothing(self, api, agent):
        assert api.put(f"/v1/agent/{agent['id']}", {}).json() == {"data": agent}

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            *(({"name": name}, "name") for name in (None, "", 5, WIDE)),
            ({"description": 5}, "description"),
            ([], ""),
        ],
    )
    def test_a_wrong_field_is_400_with_its_path(self, api, agent, body, path):
        answer = api.put(f"/v1/agent/{agent['id']}", body)
        assert answer.status_code == 400
        assert answer.json()["error"]["details"][0]["path"] == path
        assert api.get(f"/v1/agent/{agent['id']}").json() == {"data": agent}

    def test_a_name_that_is_taken_is_409(self, api):
        add(api, name="Bo")
        other = add(api, name="Bea")
        answer = api.put(f"/v1/agent/{other['id']}", {"name": "Bo"})
        assert (answer.status_code, answer["x-should-retry"]) == (409, "false")
        assert answer.json()["error"]["parameter"] == "name"
        assert api.get(f"/v1/agent/{other['id']}").json()["data"] == other


class TestList:
    @pytest.fixture
    def agents(self, api):
        add(api, name="Zoë 100%", customId="desk_1", description="Night shift")
        add(api, name="Bo", customId="desk-2")
        add(api, name="Ärne")

    def test_the_newest_first_page_by_page(self, api, agents):
        walked, after = [], {}
        for _ in range(3):
            page = api.get("/v1/agent", limit=1, **after).json()
            walked += [agent["name"] for agent in page["data"]]
            assert page["pagination"]["total"] == 3
            after = {"after": page["pagination"]["nextCursor"]}
        assert walked == ["Ärne", "Bo", "Zoë 100%"]
        assert page["pagination"] == {"total": 3, "hasMore": False, "nextCursor": None}

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("bo", ["Bo"]),
            ("ÄRN", ["Ärne"]),
            ("DESK", ["Bo", "Zoë 100%"]),
            ("desk_", ["Zoë 100%"]),
            ("0%", ["Zoë 100%"]),
            ("shift zoë", ["Zoë 100%"]),
            ("shift bo", []),
            ("%", ["Zoë 100%"]),
            ("\\", []),
            ("", ["Ärne", "Bo", "Zoë 100%"]),
            ("  ", ["Ärne", "Bo", "Zoë 100%"]),
        ],
    )
    def test_search(self, api, agents, text, found):
        assert names(api, searchText=text) == found
        total = api.get("/v1/agent", searchText=text, limit=1).json()["pagination"]["total"]
        assert total == len(found)

    def test_search_by_id(self, api, agents):
        api.post("/v1/chat", chat(agent={"roarkId": ROARK_ID, "name": "Theirs"}))
        ours = api.get("/v1/agent", searchText="Bo").json()["data"][0]["id"]
        assert names(api, searchText=ours) == ["Bo"]
        assert names(api, searchText=ROARK_ID.upper()) == ["Theirs"]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            *(("limit", value) for value in ("0", "101", "x", "")),
            *(("after", value) for value in ("", "x", ROARK_ID)),
            *(("searchText", value) for value in ("x" * 1001, " ".join("x" * 51))),
        ],
    )
    def test_a_wrong_parameter_is_400_with_its_name(self, api, name, value):
        answer = api.get("/v1/agent", **{name: value})
        assert answer.status_code == 400
        assert answer.json()["error"]["parameter"] == name

    @pytest.mark.parametrize("agents", [1, 20])
    def test_costs_the_same_however_many(self, api, statements, agents):
        for n in range(agents):
            add(api, name=f"Bo {n}")
        with statements() as made:
            api.get("/v1/agent", limit=21)
        assert len(made) == 3, made  # key, page, total
