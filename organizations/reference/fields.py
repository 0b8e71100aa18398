"""A schema as people read it: fields with their types and rules, and the fields inside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from web.values import BIGINT

UNITS = {"maxLength": "characters", "maxItems": "items", "maxProperties": "names", "maximum": ""}
LOWER = {
    "maxLength": "minLength",
    "maxItems": "minItems",
    "maxProperties": "minProperties",
    "maximum": "minimum",
}


@dataclass(frozen=True)
class Field:
    """options are the values that it takes, where they are listed; kind is its type in words."""

    name: str
    kind: str
    required: bool
    rules: list[str]
    options: list[str]
    text: str
    fields: list["Field"]


class Reader:
    """Reads schemas of a document, following references."""

    def __init__(self, components: dict[str, Any]):
        self.components = components

    def fields(self, schema: dict[str, Any]) -> list[Field]:
        """The fields of an object, of an array's items, of each of several forms."""
        schema = self.resolved(schema)
        if "items" in schema:
            return self.fields(schema["items"])
        found = [field for form in schema.get("anyOf", ()) for field in self.fields(form)]
        required = schema.get("required", ())
        for name, inner in schema.get("properties", {}).items():
            found.append(self.field(name, inner, name in required))
        return [field for number, field in enumerate(found) if field not in found[:number]]

    def field(self, name: str, schema: dict[str, Any], required: bool) -> Field:
        form = self.form(schema)
        return Field(
            name,
            self.kind(schema),
            required,
            list(rules(form)),
            [str(value) for value in options(form)],
            schema.get("description", form.get("description", "")),
            self.fields(form),
        )

    def form(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What is there where it isn't null."""
        schema = self.resolved(schema)
        forms = [form for form in schema.get("anyOf", ()) if form != {"type": "null"}]
        return self.resolved(forms[0]) if len(forms) == 1 else schema

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            return self.components["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema

    def kind(self, schema: dict[str, Any]) -> str:
        schema = self.resolved(schema)
        if "anyOf" in schema and "type" not in schema:
            return " or ".join(dict.fromkeys(self.kind(form) for form in schema["anyOf"]))
        if schema.get("type") == "array":
            return f"array of {self.kind(schema.get('items', {}))}"
        types = schema.get("type", "anything")
        types = types if isinstance(types, list) else [types]
        return " or ".join(NAMES.get(schema.get("format"), name) for name in types)


NAMES = {"uuid": "UUID", "date-time": "time", "uri": "URL"}


def options(schema: dict[str, Any]) -> list[Any]:
    return [schema["const"]] if "const" in schema else schema.get("enum", [])


def rules(schema: dict[str, Any]) -> Iterator[str]:
    for upper, unit in UNITS.items():
        if told := between(schema.get(LOWER[upper]), schema.get(upper)):
            yield f"{told} {unit}".strip()
    if "default" in schema:
        yield f"{schema['default']} by default"


def between(least: int | None, most: int | None) -> str:
    """The bounds in words; those of a column's width are not worth one."""
    least = None if least is not None and least <= -BIGINT else least
    most = None if most is not None and most >= BIGINT else most
    if least is None:
        return "" if most is None else f"at most {most}"
    return f"at least {least}" if most is None else f"{least} to {most}"
