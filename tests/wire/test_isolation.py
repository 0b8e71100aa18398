"""What a key sees of other projects and organizations, and by which ids (contract 1.0, 5.22)."""

import pytest

from tests.factories import ApiKeyFactory
from tests.wire import bodies
from tests.wire.bodies import call, chat, message


class TestIsolation:
    @pytest.fixture
    def others(self, caller, acme, rival, other_project):
        """Keys to another project of Acme's, and to another organization."""
        ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
        ApiKeyFactory(organization=rival, secret="prl_rival")
        return [caller("prl_second"), caller("prl_rival")]

    def test_another_projects_chat_is_404_and_in_no_list(self, api, others):
        id = api.post("/v1/chat", chat(messages=[message(text="confidential")])).json()["data"][
            "id"
        ]
        for other in others:
            assert other.get(f"/v1/chat/{id}").status_code == 404
            assert other.get("/v1/chat").json()["pagination"]["total"] == 0
            assert other.get("/v1/chat", searchText="confidential").json()["data"] == []
            assert other.get("/v1/chat", searchText=id).json()["data"] == []
        assert api.get(f"/v1/chat/{id}").status_code == 200

    def test_the_same_external_id_is_free_in_another_project(self, api, others):
        for caller in (api, *others):
            assert caller.post("/v1/chat", chat(externalId="e-1")).status_code == 201

    def test_the_same_agent_id_is_another_agent_there(self, api, others):
        body = chat(agent={"roarkId": bodies.ROARK_ID, "name": "Ours"})
        for caller in (api, *others):
            data = caller.post("/v1/chat", body).json()["data"]
            assert data["agents"] == [{"id": bodies.ROARK_ID}]

    def test_another_projects_call_is_404_and_in_no_list(self, api, others):
        body = call(transcript=[bodies.entry(text="confidential")])
        id = api.post("/v1/call", body).json()["data"]["id"]
        for other in others:
            assert other.get(f"/v1/call/{id}").status_code == 404
            assert other.get(f"/v1/call/{id}/transcript").status_code == 404
            assert other.get("/v1/call").json()["pagination"]["total"] == 0
            assert other.get("/v1/call", searchText="confidential").json()["data"] == []
            assert other.get("/v1/call", searchText=id).json()["data"] == []
        assert api.get(f"/v1/call/{id}").status_code == 200

    def test_another_projects_chat_has_no_transcript_here(self, api, others):
        id = api.post("/v1/chat", chat(messages=[message()])).json()["data"]["id"]
        for other in others:
            assert other.get(f"/v1/chat/{id}/transcript").status_code == 404
        assert api.get(f"/v1/chat/{id}/transcript").status_code == 200

    def test_another_projects_agent_is_404_and_in_no_list(self, api, others):
        id = api.post("/v1/agent", {"name": "Confidential"}).json()["data"]["id"]
        for other in others:
            assert other.get(f"/v1/agent/{id}").status_code == 404
            assert other.put(f"/v1/agent/{id}", {"name": "Stolen"}).status_code == 404
            assert other.post("/v1/agent/endpoint", bodies.endpoint(agentId=id)).status_code == 404
            assert other.get("/v1/agent").json()["pagination"]["total"] == 0
            for text in ("confidential", id):
                assert other.get("/v1/agent", searchText=text).json()["data"] == []
        assert api.get(f"/v1/agent/{id}").json()["data"]["name"] == "Confidential"

    def test_another_projects_endpoint_is_404_and_in_no_list(self, api, others):
        agent = api.post("/v1/agent", {"name": "Bo"}).json()["data"]["id"]
        created = api.post("/v1/agent/endpoint", bodies.endpoint(agentId=agent)).json()["data"]
        path = f"/v1/agent/endpoint/{created['id']}"
        for other in others:
            assert other.get(path).status_code == 404
            assert other.put(path, {"environment": "stolen"}).status_code == 404
            for query in ({}, {"agentId": agent}, {"searchText": "+14155550123"}):
                answer = other.get("/v1/agent/endpoint", **query).json()
                assert (answer["data"], answer["pagination"]["total"]) == ([], 0)
        assert api.get(path).json()["data"] == created

    def test_the_same_custom_id_and_number_are_free_in_another_project(self, api, others):
        for caller in (api, *others):
            answer = caller.post("/v1/agent", {"name": "Bo", "customId": "b"})
            body = bodies.endpoint(agentId=answer.json()["data"]["id"])
            assert caller.post("/v1/agent/endpoint", body).status_code == 201

    def test_a_call_is_no_chat_and_a_chat_no_call(self, api):
        ids = {
            kind: api.post(f"/v1/{kind}", body).json()["data"]["id"]
            for kind, body in (("call", call()), ("chat", chat()))
        }
        for kind, other in (("chat", "call"), ("call", "chat")):
            assert api.get(f"/v1/{kind}/{ids[other]}").status_code == 404
            assert api.get(f"/v1/{kind}/{ids[other]}/transcript").status_code == 404
            assert [row["id"] for row in api.get(f"/v1/{kind}").json()["data"]] == [ids[kind]]


@pytest.mark.parametrize("tail", ["", "/transcript"])
@pytest.mark.parametrize(("kind", "body"), [("chat", chat()), ("call", call())])
class TestIds:
    def test_an_upper_case_id_is_the_same(self, api, kind, body, tail):
        id = api.post(f"/v1/{kind}", body).json()["data"]["id"]
        answers = [api.get(f"/v1/{kind}/{same}{tail}").json() for same in (id, id.upper())]
        assert answers[0]["data"]
        assert answers[0] == answers[1]

    @pytest.mark.parametrize(
        "id", ["x", "1", "3c90c3cc0d444b5088888dd25736052a", "é", "null", "%20", bodies.ROARK_ID]
    )
    def test_what_is_no_id_of_any_is_404(self, api, kind, body, tail, id):
        answer = api.get(f"/v1/{kind}/{id}{tail}")
        assert answer.status_code == 404
        assert answer.json()["error"]["message"] == f"There is no such {kind} in this project."
