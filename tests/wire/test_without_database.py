"""While the database can't serve, every API says so in its own shape, and stores nothing."""

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction

from conversations.models import Conversation
from organizations.models import KeptAnswer
from organizations.tenancy import within
from tests.factories import MembershipFactory
from tests.wire.bodies import call, chat, session
from tests.wire.test_access import ENDPOINTS
from tests.wire.told import conforming

POSTS = [
    ("/v1/chat", chat(agent={"name": "Bo"})),
    ("/v1/call", call(agent={"name": "Bo"})),
    ("/api/v1/chats", session()),
]
KEY = {"Idempotency-Key": "once-1"}
TOLD = "The database can't serve this now. Try again in a moment."


class Gone:
    """A database that fails at one statement, the first is 0, and at all that follow."""

    def __init__(self, at=0):
        self.left = at

    def __call__(self, execute, sql, params, many, context):
        if self.left <= 0 and not sql.startswith(("ROLLBACK", "RELEASE")):
            raise OperationalError("the connection is gone")
        self.left -= 1
        return execute(sql, params, many, context)


def count(acme):
    with within(acme):
        rows = Conversation.objects.of(acme), KeptAnswer.objects.of(acme)
        return [some.count() for some in rows]


def test_each_endpoint_answers_503(api):
    for method, path, body in ENDPOINTS:
        with connection.execute_wrapper(Gone()):
            answer = api.send(method.lower(), path, b"" if body is None else body)
        assert (answer.status_code, answer["Retry-After"]) == (503, "2"), path


@pytest.mark.parametrize("path", ["/v1/chat", "/api/parley/v1/tags"])
def test_it_is_told_as_an_envelope(api, path):
    with connection.execute_wrapper(Gone()):
        answer = api.get(path)
    told = {"type": "internal", "code": "unavailable", "message": TOLD}
    assert answer.json() == {"error": told | {"requestId": answer["X-Request-Id"]}}


def test_it_is_told_as_a_flat_map_by_chatloggers_api(api):
    with connection.execute_wrapper(Gone()):
        answer = api.get("/api/v1/chats")
    assert answer.json() == {"error": TOLD}


def test_log_ins_are_answered_alike(client, acme):
    membership = MembershipFactory(organization=acme)
    body = {"email": membership.user.email, "password": "something"}
    with connection.execute_wrapper(Gone()):
        answer = client.post("/api/v1/auth/login", body, "application/json")
    assert conforming("POST", "/api/v1/auth/login", answer).status_code == 503


def test_a_member_with_a_session_is_answered_alike(client, member):
    with connection.execute_wrapper(Gone()):
        answer = client.get("/api/v1/chats")
    assert conforming("GET", "/api/v1/chats", answer).json() == {"error": TOLD}


@pytest.mark.parametrize(("path", "body"), POSTS)
def test_wherever_it_breaks_nothing_is_stored_and_the_same_key_is_good_again(api, acme, path, body):
    at, status = 0, 503
    while status == 503:
        assert count(acme) == [0, 0]
        with connection.execute_wrapper(Gone(at)):
            answer = api.post(path, body, **KEY)
        at, status = at + 1, answer.status_code
    assert (status, count(acme)) == (201, [1, 1])
    assert "Idempotency-Replayed" not in answer
    assert at > 10


def test_a_database_that_takes_no_changes_is_read_all_the_same(api, acme):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        read = [api.get(path).status_code for path in ("/v1/chat", "/api/parley/v1/tags")]
        written = [api.post(path, body) for path, body in POSTS]
        transaction.set_rollback(True)
    assert read == [200, 200]
    assert [(answer.status_code, answer["Retry-After"]) for answer in written] == [(503, "2")] * 3


def test_an_error_that_would_come_again_is_500(api):
    def wrong(*call):
        raise ProgrammingError("no such column")

    api.client.raise_request_exception = False
    with connection.execute_wrapper(wrong):
        answers = [api.get("/v1/chat"), api.get("/api/v1/chats")]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert not any(answer.has_header("Retry-After") for answer in answers)
