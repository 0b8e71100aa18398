"""Pages of a sorted list by position, and the cursors that name positions (contract 3).

A position is the last row's value of the sort field and its key. Both go in the requested
direction; rows without a value come last in both.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Literal
from uuid import UUID

from django.db.models import F, Field, Func, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from pydantic_core import from_json

from web.values import cursor_time, parse_time, parse_uuid, parse_whole, refuse_nul

LONGEST_TEXT = 255
LONGEST_CURSOR = 4096
ANY_ALPHABET = str.maketrans("-_ ", "+/+")  # a raw + in a query string arrives as a space


class BadCursor(ValueError):
    """The text is no position in a list sorted like this one."""


@dataclass(frozen=True)
class Sort:
    """A column to sort a list by, and the name that callers know it by.

    Where rows may lack a value (nullable) a time or number lacks it as NULL, a text as ''.
    """

    name: str
    column: str
    kind: Literal["time", "number", "text"]
    nullable: bool = False
    key: str = ""  # a column of UUIDs, where the model's key is none; not for nullable ones

    @property
    def lacking(self) -> dict[str, Any]:
        """The condition that a row lacks the value."""
        return {self.column: ""} if self.kind == "text" else {f"{self.column}__isnull": True}

    @property
    def having(self) -> dict[str, Any]:
        """The opposite condition, in the form that the column's index knows."""
        if self.kind == "text":
            return {f"{self.column}__gt": ""}
        return {f"{self.column}__isnull": False}


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursor of what follows; None on the last page."""

    rows: list
    next: str | None

    @property
    def has_more(self) -> bool:
        return self.next is not None


@dataclass(frozen=True)
class Position:
    value: datetime | int | str | None  # None: among the rows that lack a value
    key: UUID


def page(
    rows: QuerySet,
    sort: Sort,
    descending: bool,
    after: str | None = None,
    limit: int = 20,
    lacking_first: bool = False,
) -> Page:
    """At most limit rows that follow the cursor; BadCursor when it isn't one of this sort.

    Rows that lack a value come last; lacking_first turns that over, for a walk back. Costs one
    statement, or two at the border of those rows: each reads one stretch of the same index.
    """
    position = None if after is None else read_cursor(sort, after)
    take = partial(_stretch, descending=descending)
    if sort.nullable:
        found = _two_stretches(rows, sort, position, limit + 1, take, lacking_first)
    else:
        found = take(rows, sort, position, limit + 1)
    shown = found[:limit]
    return Page(shown, cursor(sort, shown[-1]) if len(found) > limit else None)


def _two_stretches(rows, sort, position, limit, take, lacking_first):
    """Rows with a value and rows without one, in this order or the other, from the position."""
    stretches = [(rows.filter(**sort.having), sort), (rows.filter(**sort.lacking), None)]
    if lacking_first:
        stretches.reverse()
    if position and (position.value is None) != lacking_first:
        del stretches[0]  # the position lies in the second one
    found = []
    for stretch, order in stretches:
        if len(found) < limit:
            found += take(stretch, order, position, limit - len(found))
        position = None
    return found


def _stretch(rows, sort, position, limit, descending):
    """Rows in order of (sort, key), or of the key alone, from behind the position."""
    key = (sort and sort.key) or rows.model._meta.pk.attname
    columns = [sort.column, key] if sort else [key]
    if position:
        values = [position.value, position.key] if sort else [position.key]
        beyond = LessThan if descending else GreaterThan
        fields = [rows.model._meta.get_field(column) for column in columns]
        there = map(Value, values, fields)
        rows = rows.filter(beyond(_row(map(F, columns)), _row(there)))
    sign = "-" if descending else ""
    return list(rows.order_by(*(sign + column for column in columns))[:limit])


def _row(parts):
    """A row of SQL: PostgreSQL compares two of them along an index, unlike a > b OR a = b …"""
    return Func(*parts, function="ROW", output_field=Field())


def cursor(sort: Sort, row: Any) -> str:
    """The position of a row as text that goes into a URL as it is."""
    value = getattr(row, sort.column)
    if value is not None and sort.kind == "time":
        value = cursor_time(value)
    if value == "" and sort.nullable:
        value = None
    document = json.dumps(
        {"sortValue": value, "id": str(getattr(row, sort.key or "pk"))},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return base64.urlsafe_b64encode(document.encode()).decode()


def read_cursor(sort: Sort, text: str) -> Position:
    """The position that a cursor names. Its row need not exist."""
    try:
        document = _document(text)
        return Position(_value(sort, document["sortValue"]), parse_uuid(document["id"]))
    except (ValueError, TypeError, KeyError) as error:
        raise BadCursor(f"This is no cursor of a list sorted by {sort.name}.") from error


def _document(text):
    if len(text) > LONGEST_CURSOR:
        raise ValueError("too long")
    plain = text.translate(ANY_ALPHABET).rstrip("=")
    padded = plain + "=" * (-len(plain) % 4)
    return from_json(base64.b64decode(padded, validate=True), allow_inf_nan=False)


def _value(sort, value):
    if sort.nullable and value in (None, ""):
        return None
    if sort.kind == "time":
        return parse_time(value)
    if sort.kind == "number":
        return parse_whole(value)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError("no text of a sort field")
    return refuse_nul(value)
