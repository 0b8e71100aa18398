"""What Django and DRF would do by themselves, and the APIs don't (contract 1.0, 5.25, 5.32)."""

import json

import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.urls import reverse

from tests.wire.bodies import call, chat

pytestmark = pytest.mark.slow

ENVELOPED = ["/v1/nope", "/v1", "/v1/", "/v1/chat/", "/v1/call/", "/health/", "/api", "/api/x"]
CHATLOGGER = "application/json; charset=utf-8"
FLAT = ["/api/v1", "/api/v1/nope", "/api/v1/chats/", "/api/v1/orgs/acme/chats/"]


@pytest.mark.parametrize("path", ENVELOPED)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_unknown_paths_are_404_as_an_envelope(api, path, method):
    answer = api.client.generic(method, path, headers=api.headers)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["error"]["type"] == "not_found"
    assert answer.json()["error"]["requestId"] == answer["X-Request-Id"]


@pytest.mark.parametrize("path", FLAT)
def test_unknown_paths_of_chatlogger_are_404_as_a_flat_map(api, path):
    answer = api.get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == CHATLOGGER
    assert answer.json() == {"error": "There is nothing here."}


@pytest.mark.parametrize(
    ("path", "kind"), [("//v1/chat", "application/json"), ("//api/v1/chats", CHATLOGGER)]
)
def test_a_base_url_that_ends_with_a_slash_is_404_as_json(api, path, kind):
    answer = api.client.get("/", headers=api.headers, PATH_INFO=path)
    assert (answer.status_code, answer["Content-Type"]) == (404, kind)
    assert "There is nothing here." in json.dumps(answer.json())


def test_unknown_paths_are_json_while_debugging_too(api, settings):
    settings.DEBUG = True
    assert api.get("/v1/nope").json()["error"]["code"] == "not_found"


def test_other_unknown_paths_are_pages(client, db):
    assert client.get("/v2/chat")["Content-Type"].startswith("text/html")
    assert client.get("/healthy")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/chat", "GET, POST, HEAD, OPTIONS"),
        ("DELETE", "/v1/chat", "GET, POST, HEAD, OPTIONS"),
        ("PATCH", "/v1/chat/3c90c3cc-0d44-4b50-8888-8dd25736052a", "GET, DELETE, HEAD, OPTIONS"),
        ("POST", "/v1/chat/x/transcript", "GET, HEAD, OPTIONS"),
        ("PUT", "/v1/call", "GET, POST, HEAD, OPTIONS"),
        ("POST", "/v1/call/3c90c3cc-0d44-4b50-8888-8dd25736052a", "GET, DELETE, HEAD, OPTIONS"),
        ("PUT", "/v1/call/x/transcript", "GET, POST, HEAD, OPTIONS"),
        ("PUT", "/v1/agent", "GET, POST, HEAD, OPTIONS"),
        ("POST", "/v1/agent/x", "GET, PUT, HEAD, OPTIONS"),
        ("PATCH", "/v1/agent/endpoint", "GET, POST, HEAD, OPTIONS"),
        ("POST", "/v1/agent/endpoint/x", "GET, PUT, HEAD, OPTIONS"),
        ("POST", "/v1/me", "GET, HEAD, OPTIONS"),
        ("POST", "/v1/projects", "GET, HEAD, OPTIONS"),
        ("POST", "/health", "GET, HEAD, OPTIONS"),
        ("BREW", "/v1/chat", "GET, POST, HEAD, OPTIONS"),
    ],
)
def test_other_methods_are_405_as_an_envelope(api, method, path, allowed):
    answer = api.client.generic(method, path, headers=api.headers)
    assert (answer.status_code, answer["Allow"]) == (405, allowed)
    assert answer.json()["error"]["code"] == "method_not_allowed"


def test_other_methods_of_chatlogger_are_405_as_a_flat_map(api):
    answer = api.client.delete("/api/v1/chats", headers=api.headers)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    assert list(answer.json()) == ["error"]


LISTS = ["/v1/chat", "/v1/call", "/v1/agent", "/v1/agent/endpoint"]
OTHERS = ["/v1/me", "/v1/projects", "/health"]


@pytest.mark.parametrize("path", [*LISTS, *OTHERS])
def test_head_is_get_without_its_body(api, path):
    answer = api.client.head(path, headers=api.headers)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/call"])
def test_head_of_what_is_there_and_of_what_is_not(api, path):
    id = api.post(path, {"/v1/chat": chat(), "/v1/call": call()}[path]).json()["data"]["id"]
    for place, status in ((id, 200), (f"{id}/transcript", 200), ("x", 404), ("x/transcript", 404)):
        answer = api.client.head(f"{path}/{place}", headers=api.headers)
        assert (answer.status_code, answer.content) == (status, b"")


@pytest.mark.parametrize(
    "path",
    [
        *LISTS,
        *OTHERS,
        *(f"/v1/{kind}/x" for kind in ("chat", "call", "agent", "agent/endpoint")),
        *(f"/v1/{kind}/x/transcript" for kind in ("chat", "call")),
        "/api/v1/chats",
    ],
)
def test_options_tells_what_is_allowed(api, path):
    answer = api.client.options(path, headers=api.headers)
    assert answer.status_code == 200
    assert "OPTIONS" in answer["Allow"]
    assert answer.json()["data"]


@pytest.mark.parametrize("query", ["?format=csv", "?format=api", "?unknown=1&limit=5"])
@pytest.mark.parametrize("path", [*LISTS, *OTHERS])
def test_unknown_parameters_are_ignored(api, path, query):
    assert api.get(path + query).status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "nonsense", ""])
def test_accept_is_ignored(api, accept):
    answer = api.client.get("/v1/chat", headers={**api.headers, "Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("query", ["searchText=a%00b", "a%00b=1", "limit=20&x=%00"])
@pytest.mark.parametrize("path", [*LISTS, "/v1/me", "/v1/projects", "/v1/call/x/transcript"])
def test_nul_in_a_query_is_400(api, path, query):
    assert api.get(f"{path}?{query}").status_code == 400


@pytest.mark.parametrize("path", LISTS)
def test_nul_in_a_path_is_404(api, path):
    assert api.get(f"{path}/%00").status_code == 404


@pytest.mark.parametrize("query", ["searchText=%ff%fe", "x=" + "x" * 5000])
@pytest.mark.parametrize("path", LISTS)
def test_odd_queries_are_answered(api, path, query):
    assert api.get(f"{path}?{query}").status_code == 200


def test_too_many_parameters_are_400(api):
    answer = api.get("/v1/chat?" + "&".join(f"p{n}=1" for n in range(2000)))
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "validation"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_host_is_400_as_json(api, method):
    answer = getattr(api.client, method)(
        "/v1/chat", headers={**api.headers, "Host": "evil.example"}
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "validation"


def failing(error):
    def fail(execute, sql, params, many, context):
        raise error("no")

    return connection.execute_wrapper(fail)


def test_an_error_of_ours_is_500_as_an_envelope(api):
    api.client.raise_request_exception = False
    with failing(ProgrammingError):
        answer = api.get("/v1/chat")
    assert answer.status_code == 500
    assert answer.json()["error"]["type"] == "internal"
    assert answer.json()["error"]["requestId"] == answer["X-Request-Id"]


def test_an_error_of_ours_is_500_as_a_flat_map(api):
    api.client.raise_request_exception = False
    with failing(ProgrammingError):
        answer = api.post("/api/v1/chats", {})
    assert answer.status_code == 500
    assert answer.json() == {"error": "Something went wrong on our side."}


def test_health_without_the_database_is_503(api):
    with failing(OperationalError):
        answer = api.get("/health")
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert answer.json()["data"]["status"] == "unhealthy"
    assert answer.json()["data"]["database"] == "down"


def test_a_csrf_token_is_not_asked_for(db, api):
    api.client.handler.enforce_csrf_checks = True
    assert api.post("/v1/chat", chat()).status_code == 201
    assert api.post("/v1/nope", {}).status_code == 404


class TestPlainHttpWhereHttpsIsServed:
    @pytest.fixture(autouse=True)
    def https(self, settings):
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    @pytest.mark.parametrize("path", ["/v1/chat", "/v1/call", "/api/v1/chats"])
    def test_the_apis_refuse_it_and_never_redirect(self, api, path):
        answer = api.post(path, {})
        assert answer.status_code == 403
        assert answer.json()["error"]

    def test_health_answers(self, client, db):
        assert client.get("/health").status_code == 200

    def test_pages_redirect(self, client, db):
        assert client.get("/").status_code == 301

    def test_behind_a_proxy_the_original_scheme_counts(self, api):
        api.headers["X-Forwarded-Proto"] = "https"
        assert api.post("/v1/chat", chat()).status_code == 201


def test_no_cookie_is_set_and_nothing_varies_by_one(api):
    answer = api.get("/v1/chat")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_each_request_has_an_id_of_its_own(api):
    assert api.get("/v1/me")["X-Request-Id"] != api.get("/v1/me")["X-Request-Id"]


def test_pages_still_have_their_places(client, db):
    assert reverse("home") == "/"


@pytest.mark.parametrize("path", ["/v1/me", "/v1/chat/x", "/api/v1/chats", "/health"])
def test_no_proxy_may_keep_an_answer(api, path):
    """Vary doesn't name x-organization-api-key, by which one organization is told from others."""
    assert api.get(path)["Cache-Control"] == "no-store"
