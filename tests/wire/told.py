"""Holding real answers against the OpenAPI documents that tell of them."""

import re
from functools import cache

from jsonschema import Draft202012Validator

from organizations.reference.documents import APIS, document

TEMPLATE = re.compile(r"{\w+}")


@cache
def operations():
    """(pattern of the path, method, operation, document) of all; fixed paths come first."""
    found = [
        (pattern(path), method, operation, name)
        for name in APIS
        for path, item in sorted(document(name)["paths"].items(), key=has_gaps)
        for method, operation in item.items()
    ]
    return found


def has_gaps(item):
    return len(TEMPLATE.findall(item[0]))


def pattern(path):
    return re.compile(TEMPLATE.sub("[^/]+", path))


def conforming(method, path, answer):
    """The answer, if it is one of those that the document tells of; so are those of no endpoint."""
    path = path.partition("?")[0]
    for there, verb, operation, name in operations():
        if verb == method.lower() and there.fullmatch(path):
            check(operation, name, answer)
            break
    return answer


def check(operation, name, answer):
    whole = document(name)
    told = resolved(operation["responses"].get(str(answer.status_code)), whole)
    assert told, f"{operation['summary']}: {answer.status_code} is not told of"
    for field, header in headers(told, whole).items():
        if field in answer.headers:
            Draft202012Validator(header["schema"]).validate(typed(answer.headers[field], header))
        else:
            assert not header.get("required"), f"{operation['summary']}: {field} is missing"
    schema = closed(told["content"]["application/json"]["schema"])
    Draft202012Validator({**schema, "components": components(name)}).validate(answer.json())


@cache
def components(name):
    return closed(document(name)["components"])


def resolved(told, whole):
    if told and "$ref" in told:
        return whole["components"]["responses"][told["$ref"].rpartition("/")[2]]
    return told


def headers(told, whole):
    """By name, the headers that an answer is told to have."""
    components = whole["components"]["headers"]
    return {name: components[r["$ref"].rpartition("/")[2]] for name, r in told["headers"].items()}


def typed(text, header):
    return int(text) if header["schema"]["type"] == "integer" else text


def closed(schema):
    """The schema, but its objects have no key that it doesn't name."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    if isinstance(inner.get("properties"), dict) and inner.get("type") == "object":
        inner.setdefault("additionalProperties", False)
    return inner
