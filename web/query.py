"""Query parameters of the APIs: read, never guessed; what is wrong is 400 with its name."""

import re
from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from django.http import QueryDict

from web.faults import invalid_field
from web.values import parse_uuid

Option = TypeVar("Option")
LIMIT = re.compile(r"[0-9]{1,3}")


def limit(query: QueryDict, default: int = 20, at_most: int = 100) -> int:
    value = query.get("limit", str(default))
    if not LIMIT.fullmatch(value) or not 1 <= int(value) <= at_most:
        raise invalid_field("limit", f"Input should be a whole number from 1 to {at_most}")
    return int(value)


def choice(query: QueryDict, name: str, options: Mapping[str, Option], default: str) -> Option:
    """The option that the query names."""
    value = query.get(name, default)
    if value not in options:
        raise invalid_field(name, f"Input should be one of {', '.join(options)}")
    return options[value]


def identifier(query: QueryDict, name: str) -> UUID | None:
    try:
        return parse_uuid(query[name]) if name in query else None
    except ValueError as error:
        raise invalid_field(name, str(error)) from None
