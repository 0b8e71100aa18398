"""Shapes as JSON Schema: pydantic's, without what only a program would say."""

import re
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

REF = "#/components/schemas/{model}"
CITED = re.compile(r"\s*\((?:contract|ADR)\b[^)]*\)")
WRAPPED = re.compile(r"(?<!\n)\n(?!\n) *")
VALUES = {"const", "default", "enum", "examples", "required"}
Mode = Literal["validation", "serialization"]  # of requests, of answers


class SharedName(Exception):
    """Two shapes of one document have the same name."""


class PlainSchema(GenerateJsonSchema):
    """As written: no titles made up, no default None of what is not given, no keys sorted."""

    def sort(self, value, parent_key=None):
        return value

    def field_title_should_be_set(self, schema):
        return False

    def default_schema(self, schema):
        if schema.get("default") is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


def schemas_of(shapes: Iterable[tuple[Any, Mode]]) -> tuple[dict, dict[str, dict]]:
    """The schema of each (shape, mode), and by name the components that they refer to.

    SharedName where two go by one name, since pydantic would then call them by others.
    """
    inputs = [(shape, mode, TypeAdapter(shape)) for shape, mode in dict.fromkeys(shapes)]
    told, rest = TypeAdapter.json_schemas(inputs, schema_generator=PlainSchema, ref_template=REF)
    components = rest.get("$defs", {})
    for name in components:
        if "__" in name or name.endswith(("-Input", "-Output")):
            raise SharedName(name)
    schemas = {key: plain(schema) for key, schema in told.items()}
    return schemas, {name: plain(components[name]) for name in sorted(components)}


def plain(schema: Any) -> Any:
    """The schema with descriptions for callers, without titles."""
    if isinstance(schema, list):
        return [plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: plain_value(key, value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }


def plain_value(key: str, value: Any) -> Any:
    if key in VALUES:
        return value
    if key == "properties":
        return {name: plain(schema) for name, schema in value.items()}
    return words(value) if key == "description" else plain(value)


def words(docstring: str) -> str:
    """A docstring as text: its paragraphs in one line each, without our citations."""
    return WRAPPED.sub(" ", CITED.sub("", docstring)).strip()
