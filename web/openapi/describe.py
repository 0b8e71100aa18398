"""What an endpoint says of itself, for the OpenAPI documents (ADR 0018)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Method = Callable[..., Any]


@dataclass(frozen=True)
class Parameter:
    """One of a query, or a header: what its reader takes, as JSON Schema.

    told are further keys of an OpenAPI parameter, like style.
    """

    name: str
    schema: Mapping[str, Any]
    text: str
    place: Literal["query", "header"] = "query"
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gives:
    """An answer's shape: bare, or within the envelope of contract 1.0."""

    shape: Any
    envelope: Literal["none", "data", "list"]


def bare(shape: Any) -> Gives:
    return Gives(shape, "none")


def one(shape: Any) -> Gives:
    """{"data": shape}."""
    return Gives(shape, "data")


def many(shape: Any) -> Gives:
    """{"data": [shape, …], "pagination": {…}}."""
    return Gives(shape, "list")


@dataclass(frozen=True)
class Operation:
    """A method of a view. also are further statuses of its answer, faults those of its faults."""

    summary: str
    text: str
    gives: Gives
    status: int
    also: tuple[int, ...]
    takes: Any
    query: tuple[Parameter, ...]
    faults: tuple[int, ...]


def describe(
    summary: str,
    *,
    gives: Gives,
    status: int = 200,
    also: Iterable[int] = (),
    takes: Any = None,
    query: Iterable[Parameter] = (),
    faults: Iterable[int] = (),
) -> Callable[[Method], Method]:
    """Describe a method of an ApiView; its docstring is the text, so it is for callers.

    takes is the shape of the body. faults need not name what follows from the rest: 400, 500 and
    503, with a key 401 and 403, with a {name} in the route 404, with a body 413.
    """

    def described(method: Method) -> Method:
        text = method.__doc__ or ""
        method.operation = Operation(
            summary, text, gives, status, tuple(also), takes, tuple(query), tuple(faults)
        )
        return method

    return described


def operation_of(view: type, method: str) -> Operation | None:
    """What the view says of a method (post, get, …); None if it has none, or says nothing."""
    return getattr(getattr(view, method, None), "operation", None)
