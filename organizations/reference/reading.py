"""An OpenAPI document as a page shows it: operations by resource, each with a line for curl."""

import json
import shlex
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from typing import Any

from organizations.reference.documents import document
from organizations.reference.fields import Field, Reader

HEADERS = {"http": "Authorization: Bearer $KEY", "apiKey": "{name}: $KEY"}


@dataclass(frozen=True)
class Answer:
    """fields is empty where what is wrong is told: all of an API's faults look alike."""

    status: int
    phrase: str
    text: str
    fields: list[Field]
    example: str


@dataclass(frozen=True)
class Shown:
    """One operation."""

    anchor: str
    method: str
    path: str
    summary: str
    text: str
    parameters: list[Field]
    body: list[Field]
    curl: str
    served: list[Answer]
    refused: list[Answer]


@cache
def resources(name: str) -> dict[str, list[Shown]]:
    """The operations of a document by its tags; made once a process."""
    whole = document(name)
    found: dict[str, list[Shown]] = {tag["name"]: [] for tag in whole["tags"]}
    for path, item in sorted(whole["paths"].items()):
        for method, operation in item.items():
            found[operation["tags"][0]].append(shown(whole, path, method, operation))
    return found


def shown(whole: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Shown:
    reader = Reader(whole["components"])
    answers = [answer(whole, reader, *told) for told in operation["responses"].items()]
    return Shown(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        text=operation["description"],
        parameters=[parameter(reader, told) for told in operation["parameters"]],
        body=reader.fields(json_of(operation.get("requestBody", {})).get("schema", {})),
        curl=curl(whole, path, method, operation),
        served=[one for one in answers if one.fields or one.status < 300],
        refused=[one for one in answers if not one.fields and one.status >= 300],
    )


def json_of(told: dict[str, Any]) -> dict[str, Any]:
    return told.get("content", {}).get("application/json", {})


def parameter(reader: Reader, told: dict[str, Any]) -> Field:
    field = reader.field(told["name"], told["schema"], told.get("required", False))
    place = {"path": "in the path", "header": "as a header"}.get(told["in"])
    rules = [*([place] if place else []), *field.rules]
    return replace(field, rules=rules, text=told["description"], fields=[])


def answer(whole, reader, status, told) -> Answer:
    refers = "$ref" in told
    if refers:
        told = whole["components"]["responses"][told["$ref"].rpartition("/")[2]]
    content = json_of(told)
    return Answer(
        status=int(status),
        phrase=HTTPStatus(int(status)).phrase,
        text=told["description"],
        fields=[] if refers else reader.fields(content["schema"]),
        example=pretty(content["example"]),
    )


def pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def curl(whole, path, method, operation) -> str:
    """A command for the shell, with the key in $KEY."""
    lines = [f"curl {shlex.quote(whole['servers'][0]['url'] + filled(path, operation))}"]
    if method not in ("get", "post"):
        lines[0] += f" -X {method.upper()}"
    if operation["security"]:
        (name,) = operation["security"][0]
        scheme = whole["components"]["securitySchemes"][name]
        lines.append(f'-H "{HEADERS[scheme["type"]].format(**scheme)}"')
    if "requestBody" in operation:
        body = pretty(json_of(operation["requestBody"])["example"])
        lines += ['-H "Content-Type: application/json"', f"-d {shlex.quote(body)}"]
    return " \\\n  ".join(lines)


def filled(path: str, operation: dict[str, Any]) -> str:
    """The path with an example in each of its gaps."""
    for told in operation["parameters"]:
        if told["in"] == "path":
            is_id = told["schema"].get("format") == "uuid"
            value = "550e8400-e29b-41d4-a716-446655440000" if is_id else "acme"
            path = path.replace("{" + told["name"] + "}", value)
    return path
