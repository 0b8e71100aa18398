"""The types that answers are described by: what the APIs send, as JSON Schema (ADR 0018).

An answer is a dict written out key by key; a TypedDict below says which keys that are. It costs
nothing while requests run.
"""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, WithJsonSchema
from typing_extensions import TypedDict  # pydantic wants it before Python 3.12

from web.faults import TYPES

Uuid = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
Time = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Phone = Annotated[str, WithJsonSchema({"type": "string", "examples": ["+14155550100"]})]
Anything = dict[str, Any]


def example(value: Anything) -> ConfigDict:
    """The configuration of a shape, of a request or an answer, that shows this example."""
    return ConfigDict(use_attribute_docstrings=True, json_schema_extra={"examples": [value]})


class Out(TypedDict):
    """An object of an answer. A string below a key tells people what it is."""

    __pydantic_config__ = ConfigDict(use_attribute_docstrings=True)


class PaginationOut(Out):
    """Where in its list a page stands."""

    total: int
    """How many there are with these filters, on all pages."""
    hasMore: bool
    nextCursor: str | None
    """What `after` takes to get the next page; null on the last one."""


class FaultDetail(Out):
    """One fault of a request."""

    path: Annotated[str, WithJsonSchema({"type": "string", "examples": ["endTimestamp"]})]
    """Where it is in what was sent, like `messages[3].startTimestamp`."""
    message: str


class FaultError(Out):
    """What is wrong with a request."""

    type: Literal["validation", *TYPES.values()]
    code: str
    """What is wrong, for programs."""
    message: str
    """What is wrong, for people."""
    parameter: NotRequired[str]
    """The path of the first fault."""
    details: NotRequired[list[FaultDetail]]
    requestId: str
    """Stands in the header `X-Request-Id` and in the server's log too."""


class FaultAnswer(Out):
    """The answer to a request that can't be served."""

    error: FaultError


class FlatFaultAnswer(Out):
    """The answer to a request that can't be served: a flat map of strings."""

    error: str
