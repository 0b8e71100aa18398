"""An OpenAPI 3.1 document, made of what the views say of themselves (ADR 0018)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings

from web import idempotency
from web.answers import PaginationOut
from web.api import ApiView
from web.openapi import faults
from web.openapi.describe import Operation, Parameter, operation_of
from web.openapi.samples import sample
from web.openapi.shapes import schemas_of, words

METHODS = ("get", "post", "put", "patch", "delete")
IN_ROUTE = re.compile(r"{(\w+)}")
ID = {"type": "string", "format": "uuid"}
ARTICLES = {"a", "an", "the"}
SENT, TOLD = "validation", "serialization"  # the two sides of a shape

IDEMPOTENCY = Parameter(
    idempotency.NAME,
    {"type": "string", "minLength": 1, "maxLength": idempotency.LONGEST},
    "Made by you for this request. Sent again within a day, with the same key and body, it is"
    " answered as the first time and not done again; `Idempotency-Replayed` says so. While the"
    " first still runs: 409, and `x-should-retry: true`. Once the conversation is deleted that the"
    " answer tells of: 409, and it is not done again.",
    place="header",
)


@dataclass(frozen=True)
class Endpoint:
    """A method of a view, and the permission that a key needs for it."""

    view: type[ApiView]
    method: str
    operation: Operation
    permission: str | None

    @property
    def route(self) -> str:
        return self.view.route

    @property
    def is_limited(self) -> bool:
        """Whether a key may send so many requests a minute and no more."""
        return bool(self.view.authentication_classes)

    @property
    def faults(self) -> list[int]:
        """The statuses of what it answers when something is wrong."""
        keyed = [401, 403, 429] if self.view.authentication_classes else []
        named = [404] if IN_ROUTE.search(self.route) else []
        sent = [413] if self.operation.takes else []
        repeated = idempotency.faults_of(self.route) if self.is_repeatable else []
        always = {400, 500, 503}.difference(self.operation.also)
        return sorted({*always, *keyed, *named, *sent, *repeated, *self.operation.faults})

    @property
    def is_repeatable(self) -> bool:
        """Whether an Idempotency-Key is heeded."""
        return self.method == "post" and bool(self.view.authentication_classes)


def endpoints_of(
    views: Iterable[type[ApiView]], permissions: Mapping[tuple[str, str], str | None]
) -> list[Endpoint]:
    """Every method of the views that is described, in the views' order."""
    return [
        Endpoint(view, method, operation, permissions.get((method.upper(), view.route)))
        for view in views
        for method in METHODS
        if (operation := operation_of(view, method))
    ]


def build(title: str, text: str, endpoints: list[Endpoint]) -> dict[str, Any]:
    """The document of these endpoints. SharedName if two of their shapes have one name."""
    schemas, components = schemas_of(shapes_of(endpoints))
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        told = operation_object(endpoint, schemas, components)
        paths.setdefault(endpoint.route, {})[endpoint.method] = told
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": settings.VERSION, "description": text},
        "servers": [{"url": settings.BASE_URL}],
        "tags": [{"name": name} for name in unique(e.view.resource for e in endpoints)],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": fault_responses(endpoints),
            "headers": faults.HEADERS,
            "securitySchemes": security_schemes(endpoints),
        },
    }


def unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def shapes_of(endpoints):
    for endpoint in endpoints:
        operation = endpoint.operation
        yield faults.shape_of(endpoint.route), TOLD
        yield operation.gives.shape, TOLD
        if operation.gives.envelope == "list":
            yield PaginationOut, TOLD
        if operation.takes:
            yield operation.takes, SENT


def fault_responses(endpoints):
    told = [(e.route, status, e.is_repeatable) for e in endpoints for status in e.faults]
    return {faults.name_of(*one): faults.response(*one) for one in told}


def schemes_of(endpoint):
    """The ways to send a key, by name, each as an OpenAPI security scheme."""
    return {
        name: scheme
        for authentication in endpoint.view.authentication_classes
        for name, scheme in authentication.schemes.items()
    }


def security_schemes(endpoints):
    return {name: scheme for e in endpoints for name, scheme in schemes_of(e).items()}


def operation_object(endpoint: Endpoint, schemas, components) -> dict[str, Any]:
    operation, permission = endpoint.operation, endpoint.permission
    told = {
        "operationId": operation_id(operation.summary),
        "summary": operation.summary,
        "description": description(operation, permission),
        "tags": [endpoint.view.resource],
        "security": [{name: [permission] if permission else []} for name in schemes_of(endpoint)],
        "parameters": [*path_parameters(endpoint), *map(parameter, parameters(endpoint))],
        "responses": responses(endpoint, schemas, components),
    }
    if operation.takes:
        content = media(schemas[operation.takes, SENT], components)
        told["requestBody"] = {"required": True, "content": content}
    return told


def operation_id(summary: str) -> str:
    """createChat of "Create a chat"."""
    first, *others = [word for word in re.findall(r"\w+", summary) if word not in ARTICLES]
    return first.lower() + "".join(word.capitalize() for word in others)


def description(operation: Operation, permission: str | None) -> str:
    needs = f"Needs the permission `{permission}`." if permission else ""
    return "\n\n".join(filter(None, [words(operation.text), needs]))


def parameters(endpoint: Endpoint) -> list[Parameter]:
    repeated = [IDEMPOTENCY] if endpoint.is_repeatable else []
    return [*endpoint.view.parameters, *repeated, *endpoint.operation.query]


def parameter(told: Parameter) -> dict[str, Any]:
    named = {"name": told.name, "in": told.place, "description": told.text}
    return {**named, "schema": told.schema, **told.told}


def path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, **endpoint.view.in_route.get(name, UNTOLD)}
        for name in IN_ROUTE.findall(endpoint.route)
    ]


UNTOLD = {"schema": ID, "description": "Its id, in any case."}


def responses(endpoint: Endpoint, schemas, components) -> dict[str, Any]:
    operation = endpoint.operation
    schema = enveloped(operation.gives.envelope, schemas[operation.gives.shape, TOLD])
    served = {
        str(status): {
            "description": HTTPStatus(status).phrase,
            "headers": faults.headers_of(status, endpoint.is_repeatable, endpoint.is_limited),
            "content": media(schema, components),
        }
        for status in (operation.status, *operation.also)
    }
    return served | {str(status): refused(endpoint, status) for status in endpoint.faults}


def refused(endpoint: Endpoint, status: int) -> dict[str, str]:
    name = faults.name_of(endpoint.route, status, endpoint.is_repeatable)
    return {"$ref": f"#/components/responses/{name}"}


def enveloped(envelope: str, schema: dict[str, Any]) -> dict[str, Any]:
    if envelope == "none":
        return schema
    if envelope == "data":
        return whole(data=schema)
    pagination = {"$ref": f"#/components/schemas/{PaginationOut.__name__}"}
    return whole(data={"type": "array", "items": schema}, pagination=pagination)


def whole(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def media(schema: dict[str, Any], components) -> dict[str, Any]:
    return {"application/json": {"schema": schema, "example": sample(schema, components)}}
