"""What every view of the APIs shares: no content negotiation, raw bodies in, plain JSON out."""

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.urls import path
from pydantic import ValidationError
from pydantic_core import from_json
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.views import APIView

from web import idempotency
from web.faults import MOST_DETAILS, RATE, Fault, invalid, invalid_field, request_id
from web.fields import Wire, message_of
from web.openapi.describe import Parameter

Shape = TypeVar("Shape", bound=Wire)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
GZIP = b"\x1f\x8b"
BEYOND_JSON = re.compile(rb"NaN|Infinity")
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class AlwaysJson(BaseContentNegotiation):
    """Accept is ignored: the answer is JSON (contract 5.32)."""

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class ApiView(APIView):
    """An endpoint. Its route is the key of organizations.access.API_PERMISSIONS.

    resource, parameters (those of all methods) and in_route (what is told of a {name}) go into
    the OpenAPI document, as does what @describe says of each method.
    """

    content_negotiation_class = AlwaysJson
    route: str
    wants_https = True  # where the server is reached by it
    content_type = "application/json"
    resource = "Server"
    parameters: tuple[Parameter, ...] = ()
    in_route: Mapping[str, dict[str, Any]] = {}

    def initial(self, request, *args, **kwargs):
        if settings.SECURE_SSL_REDIRECT and self.wants_https and not request.is_secure():
            # A redirect would turn a POST into a GET without a body (contract 1.0)
            raise Fault(403, "https_required", "Use https; this key has been sent in the clear.")
        super().initial(request, *args, **kwargs)
        for name, values in request.GET.lists():
            if "\0" in name or any("\0" in value for value in values):
                raise invalid_field(name.replace("\0", ""), "The query has a U+0000")

        if idempotency.is_wanted(request) and request.auth and hasattr(self, "post"):
            self.post = partial(self.post_once, self.post)

    def post_once(self, post, request, *args, **kwargs):
        """POST with an Idempotency-Key; what is wrong with the request is an answer like others."""

        def act():
            try:
                return post(request, *args, **kwargs)
            except Exception as error:
                return self.handle_exception(error)

        return idempotency.once(request, whole_body(request), act)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["X-Request-Id"] = request_id(request)
        response.setdefault("Cache-Control", "no-store")  # no proxy knows what x-…-api-key means
        for name, value in request.META.get(RATE, {}).items():
            response[name] = value
        return response

    def options(self, request, *args, **kwargs):
        return self.answer({"data": {"methods": self.allowed_methods}})

    def answer(
        self, body: dict[str, Any], status: int = 200, about: UUID | None = None
    ) -> HttpResponse:
        """about is what it tells of: once that is deleted, it is not given again."""
        text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        answer = HttpResponse(text, self.content_type, status)
        answer.about = about
        return answer


def at(view: type[ApiView]):
    """The URL of a view: its route, with {name} for a segment."""
    route = re.sub(r"\{(\w+)\}", r"<str:\1>", view.route.removeprefix("/"))
    return path(route, view.as_view())


def read(shape: type[Shape], request) -> Shape:
    """The body as a shape, whatever Content-Type says; else 400 with each fault and its path."""
    return parse(shape, whole_body(request).removeprefix(BYTE_ORDER_MARK))


def parse(shape: type[Shape], body: bytes) -> Shape:
    """JSON as a shape; Fault with each fault and its path."""
    if body.startswith(GZIP):
        raise invalid_field("", "Invalid JSON: the body is packed by gzip; send it as it is")
    if BEYOND_JSON.search(body):
        refuse_beyond_json(body)
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise invalid(details(error)) from None


def whole_body(request) -> bytes:
    """The body, also of a client that doesn't tell its length; Django takes that for empty."""
    if request.META.get("HTTP_TRANSFER_ENCODING", "").lower() != "chunked":
        return request.body
    if "parley.body" not in request.META:  # a stream can't be read again
        body = request.META["wsgi.input"].read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        request.META["parley.body"] = body
    return request.META["parley.body"]


def refuse_beyond_json(body: bytes):
    """pydantic takes the bare words NaN and Infinity, also where it ignores the field."""
    try:
        from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise invalid_field("", f"Invalid JSON: {error}") from None


def details(error: ValidationError) -> list[dict[str, str]]:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [
        {"path": json_path(fault["loc"]), "message": message_of(fault)}
        for fault in found[:MOST_DETAILS]
    ]


def json_path(steps) -> str:
    """messages[3].startTimestamp; a key that is no plain word stands in brackets and quotes."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif PLAIN_KEY.fullmatch(step):
            path += f".{step}"
        else:
            path += f"[{json.dumps(step, ensure_ascii=False)}]"
    return path.removeprefix(".")
