"""/v1/webhook: create, list, get, delete (contract 1.16)."""

import pytest

from organizations.models import KeptAnswer
from organizations.tenancy import within
from tests.factories import ApiKeyFactory
from tests.wire.bodies import ROARK_ID, call, call_tool, chat, entry, webhook
from webhooks.endpoints import secret_of
from webhooks.events import NAMES
from webhooks.models import Event, Webhook


def add(api, **changes):
    answer = api.post("/v1/webhook", webhook(**changes))
    assert answer.status_code == 201, answer.json()
    return answer.json()["data"]


def test_whole_answers(api, acme):
    created = add(api, description="Ours", headers={"Authorization": "Bearer x"})
    secret = created.pop("signingSecret")
    assert created == {
        "id": created["id"],
        "url": "https://hooks.example.com/in",
        "events": ["CHAT_ANALYSIS_COMPLETED"],
        "description": "Ours",
        "headers": {"Authorization": "Bearer x"},
        "createdAt": created["createdAt"],
        "updatedAt": created["updatedAt"],
    }
    assert api.get(f"/v1/webhook/{created['id']}").json() == {"data": created}
    assert api.get("/v1/webhook").json() == {
        "data": [created],
        "pagination": {"total": 1, "hasMore": False, "nextCursor": None},
    }
    with within(acme):
        assert secret_of(Webhook.objects.get()) == secret
    gone = api.delete(f"/v1/webhook/{created['id'].upper()}")
    assert (gone.status_code, gone.json()) == (200, {"data": {"success": True}})
    assert api.delete(f"/v1/webhook/{created['id']}").status_code == 404
    assert api.get(f"/v1/webhook/{created['id']}").status_code == 404


def test_absent_headers_and_description_have_their_keys(api):
    created = add(api)
    assert (created["headers"], created["description"]) == ({}, None)


def test_neither_secret_nor_headers_are_stored_as_they_are(api, acme):
    secret = add(api, headers={"X-Token": "t0ken"})["signingSecret"]
    with within(acme):
        stored = str(Webhook.objects.values().get())
    assert secret not in stored
    assert "t0ken" not in stored


def test_an_answer_that_is_kept_for_an_idempotency_key_is_sealed(api, acme):
    first, again = (
        api.post("/v1/webhook", webhook(), **{"Idempotency-Key": "k-1"}) for _ in range(2)
    )
    assert again.json() == first.json()
    with within(acme):
        kept = KeptAnswer.objects.get()
    assert first.json()["data"]["signingSecret"] not in kept.body


def test_another_secret_key_hides_headers_and_kept_secrets_and_nothing_else(api, settings):
    sent = webhook(headers={"X-Token": "t0ken"})
    created = api.post("/v1/webhook", sent, **{"Idempotency-Key": "k-1"}).json()["data"]
    settings.SECRET_KEY = "another"
    assert api.get(f"/v1/webhook/{created['id']}").json()["data"]["headers"] == {}
    assert [row["headers"] for row in api.get("/v1/webhook").json()["data"]] == [{}]
    again = api.post("/v1/webhook", sent, **{"Idempotency-Key": "k-1"})
    assert (again.status_code, again["x-should-retry"]) == (409, "false")
    assert api.get("/v1/webhook").json()["pagination"]["total"] == 1


def test_an_event_that_is_named_twice_is_told_once(api):
    assert add(api, events=["ISSUE_OPENED", "ISSUE_OPENED"])["events"] == ["ISSUE_OPENED"]


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"url": None}, "url"),
        ({"url": "ftp://example.com"}, "url"),
        ({"url": "http://127.0.0.1/"}, "url"),
        ({"url": "http://[::1]:8000/"}, "url"),
        ({"url": "http://169.254.169.254/latest"}, "url"),
        ({"url": "http://127.1/"}, "url"),
        ({"url": "http://0x7f000001/"}, "url"),
        ({"url": "http://2130706433/"}, "url"),
        ({"url": "https://me:secret@example.com/"}, "url"),
        ({"url": "https://example.com/" + "a" * 2048}, "url"),
        ({"url": "https://example.com:0/"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["CHAT_ANALYSIS_COMPLETED", "NOTHING"]}, "events[1]"),
        ({"events": "ISSUE_OPENED"}, "events"),
        ({"description": 5}, "description"),
        ({"headers": None}, "headers"),
        ({"headers": {"X-A": 1}}, "headers"),
        ({"headers": {"Host": "evil"}}, "headers"),
        ({"headers": {"content-type": "text/plain"}}, "headers"),
        ({"headers": {"x-roark-signature": "00"}}, "headers"),
        ({"headers": {"X-A": "1\r\nX-B: 2"}}, "headers"),
        ({"headers": {"X-A": "1", "x-a": "2"}}, "headers"),
    ],
)
def test_a_wrong_field_is_400_with_its_path_and_nothing_is_stored(api, acme, wrong, path):
    answer = api.post("/v1/webhook", webhook(**wrong))
    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["path"] == path
    with within(acme):
        assert not Webhook.objects.exists()


def test_pages_go_on_after_an_id(api):
    ids = [add(api)["id"] for _ in range(3)][::-1]
    page = api.get("/v1/webhook", limit=2).json()
    assert [row["id"] for row in page["data"]] == ids[:2]
    assert page["pagination"] == {"total": 3, "hasMore": True, "nextCursor": ids[1]}
    rest = api.get("/v1/webhook", limit=2, after=ids[1]).json()
    assert [row["id"] for row in rest["data"]] == ids[2:]
    assert rest["pagination"] == {"total": 3, "hasMore": False, "nextCursor": None}


@pytest.mark.parametrize("query", [{"limit": 51}, {"limit": 0}, {"after": "x"}])
def test_a_wrong_query_is_400(api, query):
    assert api.get("/v1/webhook", **query).status_code == 400


def test_another_project_and_another_organization_see_none_of_it(
    api, caller, acme, rival, other_project
):
    id = add(api)["id"]
    ApiKeyFactory(organization=acme, project=other_project, secret="prl_second")
    ApiKeyFactory(organization=rival, secret="prl_rival")
    for other in (caller("prl_second"), caller("prl_rival")):
        assert other.get(f"/v1/webhook/{id}").status_code == 404
        assert other.delete(f"/v1/webhook/{id}").status_code == 404
        assert other.get("/v1/webhook").json()["pagination"]["total"] == 0
    assert api.get(f"/v1/webhook/{id}").status_code == 200


def test_what_is_no_id_of_any_is_404(api):
    for id in ("x", ROARK_ID):
        assert api.get(f"/v1/webhook/{id}").status_code == 404


def test_a_page_costs_the_same_with_1_row_and_with_20(api, statements):
    add(api)
    with statements() as one:
        api.get("/v1/webhook")
    for _ in range(19):
        add(api)
    with statements() as twenty:
        api.get("/v1/webhook")
    assert len(one) == len(twenty) == 3


@pytest.fixture
def told(api, acme):
    """told(): name and data of what was told since; of the data what isn't the project's."""
    add(api, events=list(NAMES))

    def read():
        with within(acme):
            events = Event.objects.of(acme).order_by("pk").values_list("name", "data")
            return [(name, {**data, "projectId": None}) for name, data in events]

    return read


@pytest.mark.parametrize("way", ["one", "batch"])
def test_a_call_that_is_deleted_before_it_is_analysed_is_told(api, told, way):
    id = api.post("/v1/call", call(transcript=[entry()])).json()["data"]["id"]
    if way == "one":
        api.delete(f"/v1/call/{id}")
    else:
        api.post("/v1/call/batch-delete", {"callIds": [id]})
    [(name, data)] = told()
    assert (name, data["callId"]) == ("CALL_ANALYSIS_CANCELLED", id)


def test_a_job_that_collected_metrics_is_told_by_its_id(api, told):
    chat_id = api.post("/v1/chat", chat()).json()["data"]["id"]
    call_id = api.post("/v1/call", call()).json()["data"]["id"]
    metrics = [{"id": "talk_time"}]
    changed = {"properties": {"plan": "gold"}, "metrics": metrics}
    answers = [
        api.patch(f"/v1/chat/{chat_id}/properties", changed),
        api.patch(f"/v1/call/{call_id}/properties", changed),
        api.post(
            f"/v1/call/{call_id}/tool-invocations",
            {"toolInvocations": [call_tool()], "metrics": metrics},
        ),
    ]
    jobs = [answer.json()["data"]["metricCollectionJob"]["id"] for answer in answers]
    of = [{"chatId": chat_id}, {"callId": call_id}, {"callId": call_id}]
    assert told() == [
        (
            "METRIC_COLLECTION_JOB_COMPLETED",
            {"metricCollectionJobId": job, **one, "projectId": None},
        )
        for job, one in zip(jobs, of, strict=True)
    ]


def test_metrics_that_there_are_not_are_no_job(api, told):
    id = api.post("/v1/call", call()).json()["data"]["id"]
    changed = {"properties": {"plan": "gold"}, "metrics": [{"id": "mood"}]}
    assert api.patch(f"/v1/call/{id}/properties", changed).status_code == 200
    assert told() == []
