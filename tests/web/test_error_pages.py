import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from pytest_django.asserts import assertContains


def failing(error):
    def fail(execute, sql, params, many, context):
        raise error("no")

    return fail


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_without_the_database_a_page_says_so_and_when_to_try_again(client, member, error):
    client.raise_request_exception = False
    with connection.execute_wrapper(failing(error)):
        response = client.get("/o/acme/chats/")
    assertContains(response, "Its database doesn’t answer", status_code=503)
    assert response["Retry-After"] == "10"


def test_an_error_of_ours_is_told_as_one(client, member):
    client.raise_request_exception = False
    with connection.execute_wrapper(failing(ProgrammingError)):
        response = client.get("/o/acme/chats/")
    assertContains(response, "Parley failed", status_code=500)
