"""What the APIs answer when something is wrong: one JSON shape each, chosen by path.

Roark's and Parley's own get the envelope of contract 1.0, ChatLogger's (everything under
/api/v1/) a flat map of strings (contract 4.4).
"""

import json
import logging
import re
import sys
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core import exceptions as django
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions as drf

from web.outage import is_outage

log = logging.getLogger(__name__)

API_PATH = re.compile(r"/+(v1|api|health)(/|$)")  # and where a base URL ended with a slash
FLAT_PATH = re.compile(r"/+api/v1(/|$)")
ROARK_PATH = re.compile(r"/v1(/|$)")
MOST_DETAILS = 100
SOON = {"Retry-After": "2"}  # seconds; the database may be back then
RATE = "parley.rate"  # in META: headers that tell how often the caller may go on asking

TYPES = {
    401: "authentication",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    429: "rate_limit",
    500: "internal",
    503: "internal",
}


@dataclass(eq=False)
class Fault(Exception):
    """A request that gets no more than an explanation. Details are {path, message}."""

    status: int
    code: str
    message: str
    details: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return TYPES.get(self.status, "validation")


def invalid(details: list[dict[str, str]]) -> Fault:
    """400 for fields of a body or a query, each with its path."""
    first, *others = details
    message = f"{first['path']}: {first['message']}" if first["path"] else first["message"]
    if others:
        message += f" (and {len(others)} more)"
    return Fault(400, "invalid_request", message, details)


def invalid_field(path: str, message: str) -> Fault:
    return invalid([{"path": path, "message": message}])


def not_found(what: str) -> Fault:
    return Fault(404, "not_found", f"There is no such {what} in this project.")


def answer_fault(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The exception handler of the API views; None leaves the rest to Django's 500."""
    fault = as_fault(error)
    if is_outage(error):
        log.warning("Request %s: %s", request_id(context["request"]), error)
    return fault and respond(context["request"], fault)


def as_fault(error: Exception) -> Fault | None:
    if isinstance(error, Fault):
        return error
    if isinstance(error, django.RequestDataTooBig):
        return Fault(413, "too_large", "The body is larger than 20 MiB.")
    if isinstance(error, Http404):
        return Fault(404, "not_found", "There is nothing here.")
    if isinstance(error, django.PermissionDenied):
        return Fault(403, "permission_denied", str(error) or "This is not allowed.")
    if isinstance(error, django.SuspiciousOperation | UnreadablePostError):
        return Fault(400, "bad_request", "The request can't be read.")
    if is_outage(error):
        message = "The database can't serve this now. Try again in a moment."
        return Fault(503, "unavailable", message, headers=SOON)
    if isinstance(error, drf.APIException):
        return Fault(
            error.status_code, error.get_codes(), str(error.detail), headers=_headers(error)
        )
    return None


def _headers(error):
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait) + 1)
    return headers


def respond(request: HttpRequest, fault: Fault) -> HttpResponse:
    body, content_type = envelope(request, fault), "application/json"
    if FLAT_PATH.match(request.path):
        body, content_type = flat(fault), "application/json; charset=utf-8"
    headers = {**fault.headers, "X-Request-Id": request_id(request)}
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, content_type, fault.status, headers=headers)


def envelope(request, fault):
    error = {"type": fault.type, "code": fault.code, "message": fault.message}
    if fault.details:
        error["details"] = fault.details
        if path := fault.details[0]["path"]:
            error["parameter"] = path
    return {"error": error | {"requestId": request_id(request)}}


def flat(fault):
    if not fault.details:
        return {"error": fault.message}
    parts = (f"{d['path']}: {d['message']}".removeprefix(": ") for d in fault.details)
    return {"error": "Invalid request data: " + "; ".join(parts)}


def request_id(request: HttpRequest) -> str:
    """What a caller quotes and the log knows: one id a request, in X-Request-Id too."""
    return request.META.setdefault("parley.request_id", uuid4().hex)


def is_api(request: HttpRequest) -> bool:
    return bool(API_PATH.match(request.path))


@csrf_exempt
def nothing_here(request):
    """The view of API paths that are no endpoint, so that DEBUG answers them alike."""
    return respond(request, as_fault(Http404()))


def page_not_found(request, exception):
    """handler404, and so on: JSON below the API's prefixes, else Django's pages."""
    if is_api(request):
        return nothing_here(request)
    return defaults.page_not_found(request, exception)


def bad_request(request, exception):
    if is_api(request):
        return respond(request, as_fault(exception) or as_fault(django.BadRequest()))
    return defaults.bad_request(request, exception)


def permission_denied(request, exception):
    if is_api(request):
        return respond(request, as_fault(exception))
    return defaults.permission_denied(request, exception)


def server_error(request):
    error = sys.exc_info()[1]
    if is_api(request):
        log.error("Request %s failed", request_id(request))
        ours = Fault(500, "internal", "Something went wrong on our side.")
        return respond(request, as_fault(error) if is_outage(error) else ours)
    if is_outage(error):
        # What can be sent again is kept in the browser until a server answers (static/js/unsent.js)
        page = render_to_string("503.html")  # without the request, whose messages are rows
        return HttpResponse(page, status=503, headers={"Retry-After": "10"})
    return defaults.server_error(request)
