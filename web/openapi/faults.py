"""The answers to requests that can't be served, as components of a document."""

from typing import Any

from web.answers import FaultAnswer, FlatFaultAnswer
from web.faults import FLAT_PATH, TYPES

# Status: its name, code, what it says of the operation, and the message of the example
FAULTS = {
    400: (
        "BadRequest",
        "invalid_request",
        "The request is not as described here. Every fault is told.",
        "endTimestamp: The chat ends before it starts",
    ),
    401: (
        "Unauthorized",
        "not_authenticated",
        "There is no API key, or it is unknown, expired or revoked.",
        "This API key is unknown, expired or revoked.",
    ),
    403: (
        "Forbidden",
        "permission_denied",
        "The key may not do this. The permission that it lacks is named.",
        "This API key lacks the permission chat:create.",
    ),
    404: (
        "NotFound",
        "not_found",
        "There is no such thing in the key's project.",
        "There is no such chat in this project.",
    ),
    409: (
        "Conflict",
        "external_id_taken",
        "It clashes with what is there. `x-should-retry` says whether to send it again.",
        "This externalId is taken.",
    ),
    413: (
        "TooLarge",
        "too_large",
        "The body is larger than 20 MiB.",
        "The body is larger than 20 MiB.",
    ),
    422: (
        "OtherBody",
        "idempotency_mismatch",
        "Another body was sent with this `Idempotency-Key` within the last day.",
        "Another body was sent with this Idempotency-Key.",
    ),
    429: (
        "TooMany",
        "throttled",
        "Too many requests. `Retry-After` says in how many seconds to go on.",
        "Request was throttled.",
    ),
    500: (
        "ServerError",
        "internal",
        "Something went wrong on the server's side.",
        "Something went wrong on our side.",
    ),
    503: (
        "Unavailable",
        "unavailable",
        "The database can't serve it now. `Retry-After` says in how many seconds to try again.",
        "The database can't serve this now. Try again in a moment.",
    ),
}
REQUEST_ID = "0a4d55a8d778e5022fab701977c5d840"
TEXT = {"type": "string"}
HEADERS = {
    "RequestId": {
        "description": "Names this request; tell it when something is wrong.",
        "required": True,
        "schema": TEXT,
        "example": REQUEST_ID,
    },
    "Challenge": {
        "description": "How to send a key.",
        "required": True,
        "schema": TEXT,
        "example": "Bearer",
    },
    "ShouldRetry": {
        "description": "Whether it helps to send the same again, a little later.",
        "required": True,
        "schema": {"type": "string", "enum": ["true", "false"]},
        "example": "false",
    },
    "Replayed": {
        "description": "It is the answer to the first request with this `Idempotency-Key`.",
        "schema": {"type": "string", "const": "true"},
        "example": "true",
    },
    "RetryAfter": {
        "description": "Seconds.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1, "maximum": 60},
        "example": 2,
    },
    "RateLimit": {
        "description": "How many requests the key may send in a minute. Not there while they can't"
        " be counted; then they are not limited.",
        "schema": {"type": "integer", "minimum": 1},
        "example": 12000,
    },
    "RateLeft": {
        "description": "How many of them are left in this minute, which slides.",
        "schema": {"type": "integer", "minimum": 0},
        "example": 11987,
    },
    "RateReset": {
        "description": "In how many seconds there are more.",
        "schema": {"type": "integer", "minimum": 0, "maximum": 60},
        "example": 1,
    },
}
RATE = {
    "RateLimit-Limit": "RateLimit",
    "RateLimit-Remaining": "RateLeft",
    "RateLimit-Reset": "RateReset",
}
OF_STATUS = {
    401: {"WWW-Authenticate": "Challenge"},
    409: {"x-should-retry": "ShouldRetry"},
    429: {"Retry-After": "RetryAfter", **RATE},
    503: {"Retry-After": "RetryAfter"},
}


KEPT = (400, 403, 404, 409)  # with an Idempotency-Key: what is wrong before or beyond is not


def shape_of(route: str) -> Any:
    """What the API of this route answers when something is wrong."""
    return FlatFaultAnswer if FLAT_PATH.match(route) else FaultAnswer


def name_of(route: str, status: int, is_repeatable: bool = False) -> str:
    flat = "Flat" if FLAT_PATH.match(route) else ""
    again = "Repeatable" if is_repeatable and status in KEPT else ""
    return flat + again + FAULTS[status][0]


def headers_of(
    status: int, is_repeatable: bool = False, is_limited: bool = False
) -> dict[str, Any]:
    """is_repeatable: an Idempotency-Key may bring the answer again. is_limited: by its key."""
    names = {"X-Request-Id": "RequestId", **OF_STATUS.get(status, {})}
    names |= {"Idempotency-Replayed": "Replayed"} if is_repeatable else {}
    names |= RATE if is_limited else {}
    return {header: {"$ref": f"#/components/headers/{name}"} for header, name in names.items()}


def response(route: str, status: int, is_repeatable: bool = False) -> dict[str, Any]:
    """The component that name_of names."""
    content = {
        "schema": {"$ref": f"#/components/schemas/{shape_of(route).__name__}"},
        "example": example(route, status),
    }
    return {
        "description": FAULTS[status][2],
        "headers": headers_of(status, is_repeatable and status in KEPT),
        "content": {"application/json": content},
    }


def example(route, status):
    _, code, _, message = FAULTS[status]
    if FLAT_PATH.match(route):
        return {"error": message}
    kind = TYPES.get(status, "validation")
    error = {"type": kind, "code": code, "message": message, "requestId": REQUEST_ID}
    return {"error": error}
