"""PATCH …/properties of calls and chats (contract 1.9, 5.9–5.11)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from conversations.models import PropertyType
from conversations.property_types import learn
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.wire import bodies
from tests.wire.bodies import call, chat, session

BEFORE = {"planTier": "gold", "seats": 4, "old": "x"}
KINDS = pytest.mark.parametrize(("kind", "body"), [("call", call), ("chat", chat)])


@pytest.fixture
def make(api):
    """The path of a new call or chat with these properties."""

    def made(kind, body, properties=None):
        sent = body(properties=BEFORE if properties is None else properties)
        return f"/v1/{kind}/" + api.post(f"/v1/{kind}", sent).json()["data"]["id"]

    return made


def patch(api, path, **properties):
    return api.patch(f"{path}/properties", {"properties": properties})


def shown(api, path):
    return api.get(path).json()["data"]["properties"]


def test_a_calls_are_stored_in_snake_case_and_come_back_as_text(api, make):
    path = make("call", call)
    answer = patch(api, path, **{"Plan-Tier": "silver", "isNew": True, "seats": 5.0, "old": None})
    after = {"plan_tier": "silver", "is_new": "true", "seats": "5"}
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "data": {
                "callId": path.removeprefix("/v1/call/"),
                "properties": after,
                "updated": ["plan_tier", "is_new", "seats"],
                "removed": ["old"],
                "metricCollectionJob": None,
                "metricCollectionError": None,
            }
        },
    )
    assert shown(api, path) == after


def test_a_chats_are_stored_as_sent(api, make):
    path = make("chat", chat)
    data = patch(api, path, plan_tier="silver", seats=5, OLD=None, never=None).json()["data"]
    assert data["properties"] == {"plan_tier": "silver", "seats": 5} == shown(api, path)
    assert (data["updated"], data["removed"]) == (["plan_tier", "seats"], ["old"])
    assert data["chatId"] == path.removeprefix("/v1/chat/")


@KINDS
def test_lists_and_searches_follow(api, make, kind, body):
    path = make(kind, body, {"planTier": "gold", "mood": "zebra"})
    patch(api, path, planTier=None, colour="magenta")
    found = lambda **query: api.get(f"/v1/{kind}", **query).json()["pagination"]["total"]  # noqa: E731
    assert found(**{"properties[plan_tier][exists]": "true"}) == 0
    assert found(**{"properties[colour][exists]": "true"}) == 1


@KINDS
def test_people_find_it_by_the_new_value_and_not_by_the_old(client, member, api, make, kind, body):
    path = make(kind, body, {"mood": "zebra"})
    patch(api, path, mood="giraffe")
    page = lambda words: client.get(f"/o/acme/{kind}s/?q={words}").content.decode()  # noqa: E731
    id = path.rpartition("/")[2]
    assert id in page("giraffe")
    assert id not in page("zebra")


@KINDS
def test_nothing_to_change_changes_nothing(api, make, kind, body):
    path = make(kind, body)
    before = api.get(path).json()
    data = patch(api, path).json()["data"]
    assert (data["updated"], data["removed"]) == ([], [])
    assert api.get(path).json() == before


@KINDS
@pytest.mark.parametrize(
    ("properties", "at"),
    [
        (None, "properties"),
        ([], "properties"),
        ({f"p{n}": n for n in range(101)}, "properties"),
        ({"direction": "x"}, "properties.direction"),
        ({"durationSeconds": 1}, "properties.durationSeconds"),
        ({"agent-id": None}, 'properties["agent-id"]'),
        ({"a": 1, "b": {}}, "properties.b"),
        ({"a": 1, "b": [1]}, "properties.b"),
        ({"planTier": "a", "plan_tier": "b"}, "properties.planTier"),
        ({"--": 1}, 'properties["--"]'),
        ({"x" * 129: 1}, "properties"),
        ({"a": "\0"}, "properties"),
        ({"a": 2**64}, "properties"),
        ({"new": 1, "planTier": 5}, "properties.planTier"),
        ({"new": 1, "seats": "4"}, "properties.seats"),
        ({"new": 1, "seats": True}, "properties.seats"),
    ],
)
def test_what_is_wrong_is_400_and_nothing_is_written(api, make, kind, body, properties, at):
    path = make(kind, body)
    before = shown(api, path)
    answer = api.patch(f"{path}/properties", {"properties": properties})
    assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, at)
    assert shown(api, path) == before


@KINDS
def test_a_hundred_are_taken(api, make, kind, body):
    path = make(kind, body)
    assert (
        len(patch(api, path, **{f"p{n}": n for n in range(100)}).json()["data"]["updated"]) == 100
    )


class TestTypes:
    def test_the_first_write_decides_for_the_project_both_kinds_alike(self, api, make):
        patch(api, make("call", call, {}), visits=1)
        other = make("chat", chat, {})
        answer = patch(api, other, Visits="1")
        assert answer.json()["error"]["message"] == (
            "properties.Visits: This project stores it as number"
        )
        assert patch(api, other, visits=2.5).status_code == 200

    def test_it_stays_when_the_property_is_removed(self, api, make):
        path = make("call", call, {})
        patch(api, path, visits=1)
        patch(api, path, visits=None)
        assert patch(api, path, visits="1").status_code == 400

    def test_the_oldest_conversation_tells_what_was_never_changed(self, api, make):
        make("chat", chat, {"visits": True})
        path = make("call", call, {"visits": "x"})
        assert patch(api, path, visits="y").status_code == 400
        assert patch(api, path, visits=False).status_code == 200

    def test_objects_and_lists_are_text(self, api, make):
        path = make("call", call, {"deep": {"a": 1}})
        assert patch(api, path, deep="flat").json()["data"]["properties"] == {"deep": "flat"}

    def test_another_project_has_its_own(self, api, make, caller, acme, other_project):
        patch(api, make("call", call, {}), visits=1)
        ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
        second = caller("prl_second")
        id = second.post("/v1/call", call()).json()["data"]["id"]
        assert patch(second, f"/v1/call/{id}", visits="1").status_code == 200

    def test_a_name_has_one_type_in_the_database(self, acme, project):
        with within(acme):
            for _ in range(2):
                learn(project, {"visits": 1, "plan": "gold"})
            rows = PropertyType.objects.of(acme).order_by("name").values_list("name", "type")
            assert list(rows) == [("plan", "text"), ("visits", "number")]


def test_chatloggers_own_metadata_are_not_changed_here(client, member, api):
    api.post("/api/v1/chats", session())
    [stored] = api.get("/v1/chat").json()["data"]
    path = f"/v1/chat/{stored['id']}"
    assert (
        patch(api, path, countryCode="D").json()["error"]["parameter"] == "properties.countryCode"
    )
    data = patch(api, path, plan="gold").json()["data"]
    assert data["properties"] == {**stored["properties"], "plan": "gold"}
    assert stored["id"] in client.get("/o/acme/chats/?q=192.0.2.7").content.decode()


class TestKeys:
    @pytest.fixture
    def fine(self, acme, project, caller):
        def of(*scopes):
            ApiKeyFactory(
                organization=acme, project=project, secret="prl_fine", scopes=list(scopes)
            )
            return caller("prl_fine")

        return of

    def test_who_may_not_read_gets_what_was_written(self, make, fine):
        data = patch(fine("call:update"), make("call", call), planTier="silver").json()["data"]
        assert data["properties"] == {"plan_tier": "silver"}
        assert data["updated"] == ["plan_tier"]

    def test_metrics_need_metric_create_before_anything_is_written(self, api, make, fine):
        path = make("call", call)
        body = {"properties": {"planTier": "silver"}, "metrics": [{"id": "talk_time"}]}
        answer = fine("call:update", "call:read").patch(f"{path}/properties", body)
        assert answer.status_code == 403
        assert "metric:create" in answer.json()["error"]["message"]
        assert shown(api, path)["plan_tier"] == "gold"

    def test_an_unknown_metric_is_told_and_the_properties_are_written(self, api, make):
        path = make("call", call)
        body = {"properties": {"planTier": "silver"}, "metrics": [{"id": "mood"}]}
        data = api.patch(f"{path}/properties", body).json()["data"]
        assert data["metricCollectionError"] == "There is no such metric: mood"
        assert shown(api, path)["plan_tier"] == "silver"


@KINDS
def test_of_another_project_or_kind_there_is_nothing(
    api, make, caller, acme, other_project, kind, body
):
    path = make(kind, body)
    ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
    assert patch(caller("prl_second"), path, a=1).status_code == 404
    other = {"call": "chat", "chat": "call"}[kind]
    assert patch(api, path.replace(kind, other), a=1).status_code == 404
    assert patch(api, f"/v1/{kind}/{bodies.ROARK_ID}", a=1).status_code == 404
    assert patch(api, f"/v1/{kind}/x", a=1).status_code == 404


def test_a_first_write_of_another_type_at_the_same_time_is_409(http, tenant):
    project = tenant[0].project
    id = http.post("/v1/call", json=call()).json()["data"]["id"]
    body = {"properties": {"visits": "1"}}
    with ThreadPoolExecutor() as pool:
        with within(tenant[0].organization):
            learn(project, {"visits": 1})
            late = pool.submit(http.patch, f"/v1/call/{id}/properties", json=body)
            wait_until_somebody_waits_for_us()
        answer = late.result()
    assert (answer.status_code, answer.headers["x-should-retry"]) == (409, "false")
    error = answer.json()["error"]
    assert (error["code"], error["parameter"]) == ("property_type_taken", "properties.visits")


WAITS = """
SELECT pg_sleep(0.05), EXISTS (
    SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
)
"""


def wait_until_somebody_waits_for_us():
    """Until another session waits for a lock that this one holds."""
    with connection.cursor() as cursor:
        for _ in range(2_000):
            cursor.execute(WAITS)
            if cursor.fetchone()[1]:
                return
    raise AssertionError("Nobody waits")


@pytest.mark.parametrize("names", [1, 20])
def test_the_statements_do_not_grow_once_the_types_are_known(api, make, statements, names):
    path = make("call", call)
    properties = {f"p{n}": n for n in range(names)}
    patch(api, path, **properties)
    with statements() as made:
        patch(api, path, **properties)
    assert len(made) <= 25, made
