"""Idempotency-Key: a POST that is sent again is answered again, and was done once.

Its scope is the API key, the method and the path. While the first still runs, another is told
to try again; the same key with another body is refused. What failed on our side is not kept.
Where answers are kept, settings.KEPT_ANSWERS names.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils.module_loading import import_string

from web.faults import FLAT_PATH, ROARK_PATH, Fault, invalid_field

HEADER = "HTTP_IDEMPOTENCY_KEY"
NAME = "Idempotency-Key"
LONGEST = 255  # characters
OTHER_BODY = "Another body was sent with this Idempotency-Key."


class Failed(Exception):
    """Takes back what was done on the way to an answer that is not kept."""

    def __init__(self, response: HttpResponse):
        self.response = response


def is_wanted(request) -> bool:
    return request.method == "POST" and HEADER in request.META


def once(request, body: bytes, act: Callable[[], HttpResponse]) -> HttpResponse:
    """What act() answers, or answered within the last day.

    Fault for a key that is none, one in use for another body, one whose first request runs, or one
    whose answer told of what is deleted, or can't be read any more.
    act and its answer are stored in one transaction: neither is without the other.
    """
    scope = digest(request.method, request.path, key_of(request))
    try:
        with import_string(settings.KEPT_ANSWERS)(request.auth, scope, digest(body)) as kept:
            return kept.again() if kept.is_there else _first(request, kept, act)
    except Failed as failed:
        return failed.response


def _first(request, kept, act):
    if kept.is_running:
        raise still_running()
    if kept.is_of_another_body:
        raise other_body(request.path)
    if kept.is_forgotten:
        raise forgotten()
    response = act()
    if response.status_code >= 500:
        raise Failed(response)
    kept.keep(response)
    return response


def key_of(request) -> str:
    key = request.META[HEADER]
    if not key.strip() or len(key) > LONGEST:
        raise invalid_field(NAME, f"The header should have 1 to {LONGEST} characters")
    return key


def digest(*parts: str | bytes) -> str:
    """SHA-256 of parts that can't run into one another, hexadecimal."""
    texts = [p if isinstance(p, bytes) else p.encode("utf-8", "surrogatepass") for p in parts]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def still_running() -> Fault:
    message = "The first request with this Idempotency-Key is still running."
    return Fault(409, "idempotency_running", message, headers={"x-should-retry": "true"})


def forgotten() -> Fault:
    message = "The answer to the first request with this Idempotency-Key is not kept any more."
    return Fault(409, "idempotency_forgotten", message, headers={"x-should-retry": "false"})


def other_body(path: str) -> Fault:
    """422; Roark's clients know 409, ChatLogger's 400."""
    status = status_of_other_body(path)
    headers = {"x-should-retry": "false"}
    details = [{"path": NAME, "message": OTHER_BODY}]
    return Fault(status, "idempotency_mismatch", OTHER_BODY, details, headers)


def status_of_other_body(path: str) -> int:
    return 409 if ROARK_PATH.match(path) else 400 if FLAT_PATH.match(path) else 422


def faults_of(path: str) -> list[int]:
    """What a key may lead to: its first request runs, its answer is forgotten; another body."""
    return sorted({409, status_of_other_body(path)})
