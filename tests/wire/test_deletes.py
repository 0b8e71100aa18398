"""DELETE of a chat and of a call, and of many calls at once (contract 1.10, 1.11)."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from conversations.delete import hanging
from tests.factories import ApiKeyFactory
from tests.wire import bodies
from tests.wire.bodies import call, chat, entry, message

BATCH = "/v1/call/batch-delete"
each_kind = pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/chat", chat(messages=[message(text="zebra")], externalId="e-1")),
        ("/v1/call", call(transcript=[entry(text="zebra")], externalId="e-1")),
    ],
)


@pytest.fixture
def ids(api):
    """The ids of three calls."""
    return [api.post("/v1/call", call()).json()["data"]["id"] for _ in range(3)]


def stored(api, path):
    return [row["id"] for row in api.get(path).json()["data"]]


@each_kind
class TestOne:
    def test_is_told_gone_and_the_second_time_404(self, api, path, body):
        id = api.post(path, body).json()["data"]["id"]
        answer = api.delete(f"{path}/{id}")
        assert (answer.status_code, answer.json()) == (200, {"data": {"id": id, "deleted": True}})
        again = api.delete(f"{path}/{id}")
        kind = path.removeprefix("/v1/")
        assert again.status_code == 404
        assert again.json()["error"]["message"] == f"There is no such {kind} in this project."

    def test_is_hidden_from_every_read(self, api, path, body):
        id = api.post(path, body).json()["data"]["id"]
        api.delete(f"{path}/{id}")
        assert api.get(f"{path}/{id}").status_code == 404
        assert api.get(f"{path}/{id}/transcript").status_code == 404
        for query in ({}, {"searchText": "zebra"}, {"searchText": id}):
            answer = api.get(path, **query).json()
            assert (answer["data"], answer["pagination"]["total"]) == ([], 0)

    def test_leaves_its_external_id_free(self, api, path, body):
        for _ in range(2):
            id = api.post(path, body).json()["data"]["id"]
            assert api.delete(f"{path}/{id}").status_code == 200

    def test_is_named_in_upper_case_too(self, api, path, body):
        id = api.post(path, body).json()["data"]["id"]
        assert api.delete(f"{path}/{id.upper()}").json()["data"]["id"] == id

    @pytest.mark.parametrize("id", ["x", "1", "null", bodies.ROARK_ID])
    def test_that_never_was_is_404(self, api, path, body, id):
        assert api.delete(f"{path}/{id}").status_code == 404

    def test_of_another_project_is_404_and_stays(
        self, api, caller, acme, rival, other_project, path, body
    ):
        id = api.post(path, body).json()["data"]["id"]
        ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
        ApiKeyFactory(organization=rival, secret="prl_rival")
        for secret in ("prl_second", "prl_rival"):
            assert caller(secret).delete(f"{path}/{id}").status_code == 404
        assert stored(api, path) == [id]

    def test_of_the_other_kind_is_404_and_stays(self, api, path, body):
        id = api.post(path, body).json()["data"]["id"]
        other = {"/v1/chat": "/v1/call", "/v1/call": "/v1/chat"}[path]
        assert api.delete(f"{other}/{id}").status_code == 404
        assert stored(api, path) == [id]


class TestMany:
    def test_each_id_comes_back_once_in_lower_case(self, api, ids):
        unknown = str(uuid4())
        wanted = [ids[0].upper(), unknown, ids[1], ids[0], unknown.upper()]
        answer = api.post(BATCH, {"callIds": wanted})
        assert answer.status_code == 200
        assert answer.json() == {"data": {"deletedCallIds": ids[:2], "notFoundCallIds": [unknown]}}
        assert stored(api, "/v1/call") == [ids[2]]

    def test_again_none_is_found(self, api, ids):
        api.post(BATCH, {"callIds": ids})
        answer = api.post(BATCH, {"callIds": ids})
        assert answer.json()["data"] == {"deletedCallIds": [], "notFoundCallIds": ids}

    def test_neither_chats_nor_others_calls_are_found(self, api, caller, rival, ids):
        chat_id = api.post("/v1/chat", chat()).json()["data"]["id"]
        ApiKeyFactory(organization=rival, secret="prl_rival")
        theirs = caller("prl_rival").post("/v1/call", call()).json()["data"]["id"]
        answer = api.post(BATCH, {"callIds": [chat_id, theirs]}).json()["data"]
        assert answer == {"deletedCallIds": [], "notFoundCallIds": [chat_id, theirs]}
        assert stored(api, "/v1/chat") == [chat_id]
        assert stored(caller("prl_rival"), "/v1/call") == [theirs]

    def test_a_hundred_different_ones_and_no_more(self, api):
        hundred = [str(uuid4()) for _ in range(100)]
        assert api.post(BATCH, {"callIds": hundred * 2}).status_code == 200
        answer = api.post(BATCH, {"callIds": [*hundred, str(uuid4())]})
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, "callIds")

    @pytest.mark.parametrize(
        ("wrong", "path"),
        [
            ({}, "callIds"),
            ({"callIds": None}, "callIds"),
            ({"callIds": []}, "callIds"),
            ({"callIds": bodies.ROARK_ID}, "callIds"),
            ({"callIds": [bodies.ROARK_ID, "x"]}, "callIds[1]"),
            ({"callIds": [5]}, "callIds[0]"),
            ({"callIds": [bodies.ROARK_ID.replace("-", "")]}, "callIds[0]"),
            ([], None),
        ],
    )
    def test_what_is_no_list_of_ids_is_400_and_deletes_nothing(self, api, ids, wrong, path):
        answer = api.post(BATCH, wrong)
        assert answer.status_code == 400
        assert answer.json()["error"].get("parameter") == path
        assert len(stored(api, "/v1/call")) == 3

    @pytest.mark.parametrize("many", [1, 20])
    def test_costs_the_same_however_many(self, api, statements, many):
        ids = [api.post("/v1/call", call()).json()["data"]["id"] for _ in range(many)]
        with statements() as made:
            api.post(BATCH, {"callIds": ids})
        assert len(made) == len(hanging()) + 7, made


def test_twenty_deletes_of_one_call_at_once_are_one_delete(http):
    id = http.post("/v1/call", json=call(transcript=[entry()])).json()["data"]["id"]
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda _: http.delete(f"/v1/call/{id}"), range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + [404] * 19
    assert http.get("/v1/call").json()["pagination"]["total"] == 0


def test_batches_that_share_calls_at_once_delete_each_once(http):
    ids = [http.post("/v1/call", json=call()).json()["data"]["id"] for _ in range(10)]

    def batch(n):
        turned = ids[n % 10 :] + ids[: n % 10]
        return http.post(BATCH, json={"callIds": turned}).json()["data"]["deletedCallIds"]

    with ThreadPoolExecutor(10) as threads:
        deleted = [id for found in threads.map(batch, range(20)) for id in found]
    assert sorted(deleted) == sorted(ids)
