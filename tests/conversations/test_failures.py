"""What a tool's result says went wrong."""

import pytest

from conversations.models import ToolInvocation


@pytest.mark.parametrize(
    "result",
    [
        "Error: no such order",
        "error",
        "ERR_TIMEOUT: the shop did not answer",
        "ERR 42",
        "failed to connect",
        "Failure: no stock",
        "timeout",
        "Timed out after 5 s",
        "TimeoutError('5 s')",
        "[ERROR] no stock",
        "GATEWAY_TIMEOUT",
        "Exception: no stock",
        {"error": "no stock"},
        {"error": {"message": "no stock"}},
        {"errorMessage": "no stock"},
    ],
)
def test_a_failure_is_told(result):
    assert ToolInvocation(result=result).failure


@pytest.mark.parametrize(
    "result",
    [
        "",
        "found",
        "errors: 0",
        "Errands done",
        "NO_ERROR",
        "timeouts: 0",
        "Failure rate 0 %",
        "the error was mended",
        {"error": None},
        {"error": ""},
        {},
    ],
)
def test_what_is_none_is_not(result):
    assert ToolInvocation(result=result).failure is None
