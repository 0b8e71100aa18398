"""An example of a schema: the one that it brings, or one made of its parts."""

from collections.abc import Mapping
from typing import Any

BY_FORMAT = {
    "uuid": "550e8400-e29b-41d4-a716-446655440000",
    "date-time": "2026-01-15T10:00:00Z",
    "uri": "https://example.com/1",
}


def sample(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Any:
    """A value that the schema takes. Of an object, what it must have; of an array, one item."""
    if "$ref" in schema:
        return sample(components[schema["$ref"].rpartition("/")[2]], components)
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    if "type" not in schema and (ways := schema.get("anyOf") or schema.get("oneOf")):
        return sample(ways[0], components)
    return of_type(schema, components)


def of_type(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        fields = schema.get("properties", {})
        names = schema.get("required") or fields
        return {name: sample(fields[name], components) for name in names}
    if kind == "array":
        return [sample(schema.get("items", {}), components)]
    if kind == "string":
        return BY_FORMAT.get(schema.get("format"), "x" * (schema.get("minLength") or 1))
    return {"integer": schema.get("minimum", 1), "number": 1.5, "boolean": True}.get(kind)
