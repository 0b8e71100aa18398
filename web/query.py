"""Query parameters of the APIs: read, never guessed; what is wrong is 400 with its name."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.http import QueryDict

from web.faults import invalid_field
from web.keyset import LONGEST_CURSOR
from web.openapi.describe import Parameter
from web.values import parse_uuid

Option = TypeVar("Option")
LIMIT = re.compile(r"[0-9]{1,3}")
OFFSET = re.compile(r"[0-9]{1,6}")
FEW, MOST = 20, 100
FURTHEST = 100_000  # rows
LONGEST_SEARCH = 1000  # characters, and words: each costs a condition on several columns, and
MOST_WORDS = 50  # thousands of them in one statement have ended PostgreSQL


def limit(query: QueryDict, default: int = FEW, at_most: int = MOST) -> int:
    value = query.get("limit", str(default))
    if not LIMIT.fullmatch(value) or not 1 <= int(value) <= at_most:
        raise invalid_field("limit", f"Input should be a whole number from 1 to {at_most}")
    return int(value)


def offset(query: QueryDict) -> int:
    """How many rows to pass over. Deep ones cost what they pass, so they are bounded."""
    value = query.get("offset", "0")
    if not OFFSET.fullmatch(value) or int(value) > FURTHEST:
        raise invalid_field("offset", f"Input should be a whole number from 0 to {FURTHEST}")
    return int(value)


def choice(query: QueryDict, name: str, options: Mapping[str, Option], default: str) -> Option:
    """The option that the query names."""
    value = query.get(name, default)
    if value not in options:
        raise invalid_field(name, f"Input should be one of {', '.join(options)}")
    return options[value]


def words(query: QueryDict, name: str, split: Callable[[str], list[str]] = str.split) -> list[str]:
    """The words of a search, as split parts them; none where the query has no such parameter."""
    text = query.get(name, "")
    found = split(text) if len(text) <= LONGEST_SEARCH else None
    if found is None or len(found) > MOST_WORDS:
        fault = f"At most {LONGEST_SEARCH} characters and {MOST_WORDS} words"
        raise invalid_field(name, fault)
    return found


def optional(query: QueryDict, name: str, options: Mapping[str, Option]) -> Option | None:
    """The option that the query names, None where it has no such parameter."""
    return choice(query, name, options, "") if name in query else None


def identifier(query: QueryDict, name: str) -> UUID | None:
    try:
        return parse_uuid(query[name]) if name in query else None
    except ValueError as error:
        raise invalid_field(name, str(error)) from None


def identifiers(query: QueryDict, name: str, at_most: int = MOST) -> list[UUID]:
    """UUIDs that are parted by commas; none where the query has no such parameter."""
    values = query[name].split(",") if name in query else []
    if len(values) > at_most:
        raise invalid_field(name, f"At most {at_most} ids")
    try:
        return [parse_uuid(value) for value in values]
    except ValueError as error:
        raise invalid_field(name, str(error)) from None


def limit_parameter(default: int = FEW, at_most: int = MOST) -> Parameter:
    schema = {"type": "integer", "minimum": 1, "maximum": at_most, "default": default}
    return Parameter("limit", schema, "How many a page has at most.")


def offset_parameter() -> Parameter:
    schema = {"type": "integer", "minimum": 0, "maximum": FURTHEST, "default": 0}
    return Parameter("offset", schema, "How many to pass over.")


def choice_parameter(
    name: str, options: Mapping[str, Any], text: str, default: str | None = None
) -> Parameter:
    schema = {"type": "string", "enum": list(options)}
    return Parameter(name, schema | ({"default": default} if default else {}), text)


def identifier_parameter(name: str, text: str) -> Parameter:
    return Parameter(name, {"type": "string", "format": "uuid"}, text)


def text_parameter(name: str, text: str, at_most: int | None = None) -> Parameter:
    bound = {"maxLength": at_most} if at_most else {}
    return Parameter(name, {"type": "string", **bound}, text)


def cursor_parameter() -> Parameter:
    """Of a list that has one sort, so that each cursor fits it."""
    schema = {"type": "string", "format": "cursor", "maxLength": LONGEST_CURSOR}
    return Parameter("after", schema, "`nextCursor` of the page before.")


def words_parameter(name: str, searched: str) -> Parameter:
    """searched names the texts that the words are looked for in."""
    text = f"Each of these words stands in {searched}, in any case; at most {MOST_WORDS} words."
    return text_parameter(name, text, LONGEST_SEARCH)


def identifiers_parameter(name: str, text: str, at_most: int = MOST) -> Parameter:
    items = {"type": "string", "format": "uuid"}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": at_most}
    return Parameter(name, schema, text, told={"style": "form", "explode": False})
