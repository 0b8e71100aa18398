"""The types that published shapes are built of (contract 5.25–5.26, 5.31).

pydantic's strict mode alone is not the contract's strictness: it takes dates for times, NaN
for numbers, U+0000 for text. Shapes use only these, plain bool, and Literal.
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainValidator,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from web.values import BIGINT, parse_time, parse_uuid, parse_whole, refuse_nul

DEEPEST = 64
PROPERTY_NAME = 128
MOST_FAULTS = 100
INTEGERS = range(-(2**63), 2**64)
PHONE = re.compile(r"\+[1-9][0-9]{1,14}")


class Wire(BaseModel):
    """A published shape: strict JSON types, camelCase outside, snake_case inside."""

    model_config = ConfigDict(
        strict=True, alias_generator=to_camel, extra="ignore", use_attribute_docstrings=True
    )


def WireText(at_least: int = 0, at_most: int | None = None) -> Any:
    """Text of so many characters, without U+0000."""
    bounds = StringConstraints(min_length=at_least or None, max_length=at_most)
    return Annotated[str, bounds, AfterValidator(refuse_nul)]


def WireInt(at_least: int = -BIGINT - 1, at_most: int = BIGINT) -> Any:
    """A whole number; 42.0 is one, true and "42" are none."""
    parse = partial(parse_whole, at_least=at_least, at_most=at_most)
    schema = {"type": "integer", "minimum": at_least, "maximum": at_most}
    return Annotated[int, PlainValidator(parse), WithJsonSchema(schema)]


def WireNumber(at_least: float = -math.inf) -> Any:
    """A finite number."""
    parse = partial(parse_number, at_least=at_least)
    bound = {"minimum": at_least} if math.isfinite(at_least) else {}
    return Annotated[float, PlainValidator(parse), WithJsonSchema({"type": "number", **bound})]


def parse_number(value: object, at_least: float = -math.inf) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("Input should be a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError("Input should be a finite number")
    if number < at_least:
        raise ValueError(f"Input should be at least {at_least}")
    return number


def parse_phone(value: object) -> str:
    if not isinstance(value, str) or not PHONE.fullmatch(value):
        raise ValueError("Input should be a phone number in E.164 form, like +14155550123")
    return value


def parse_url(value: object) -> str:
    if isinstance(value, str) and not re.search(r"[\x00-\x20\x7f]", value):
        try:
            parts = urlsplit(value)
            if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
                return value
        except ValueError:
            pass  # an unclosed [, a port beyond 65535
    raise ValueError("Input should be an http or https URL")


def refuse_unstorable(value: Any) -> Any:
    """Pass JSON on whole if PostgreSQL can keep all of it."""
    level = [value]
    for _ in range(DEEPEST + 1):
        outers = [inner for inner in level if isinstance(inner, dict | list)]
        level = [inner for outer in outers for inner in _inside(outer)]
        if not outers:
            return value
    raise ValueError(f"Input is nested deeper than {DEEPEST} levels")


def _inside(outer):
    inside = [*outer, *outer.values()] if isinstance(outer, dict) else outer
    for value in inside:
        if isinstance(value, str):
            refuse_nul(value)
        elif isinstance(value, float) and not math.isfinite(value):
            raise ValueError("Input has a number that is not finite")
        elif isinstance(value, int) and value not in INTEGERS:
            raise ValueError("Input has an integer of more than 64 bits")
    return inside


def parse_object(value: object) -> dict:
    if not isinstance(value, dict):
        raise ValueError("Input should be an object")
    return refuse_unstorable(value)


def parse_properties(value: object) -> dict:
    properties = parse_object(value)
    if any(len(name) > PROPERTY_NAME for name in properties):
        raise ValueError(f"A property's name should have at most {PROPERTY_NAME} characters")
    return properties


def parse_result(value: object) -> str | dict:
    if not isinstance(value, str | dict):
        raise ValueError("Input should be a string or an object")
    if isinstance(value, str):
        return refuse_nul(value)
    return refuse_unstorable(value)


def WireList(item: Any) -> Any:
    """A list of shapes or fields that lists the faults of its items."""
    return Annotated[list[item], EachFault()]


@dataclass(frozen=True)
class EachFault:
    """Makes pydantic stop at a list's first fault, and list_faults look for the others."""

    def __get_pydantic_core_schema__(self, source, handler):
        stops_early = {**handler(source), "fail_fast": True}
        return core_schema.no_info_wrap_validator_function(list_faults, stops_early)


def list_faults(values: Any, handler: ValidatorFunctionWrapHandler) -> list:
    """Validate a list; when it is faulty, look for more faults item by item, but not forever.

    Listing each fault of 20 MB of wrong items would take gigabytes.
    """
    try:
        return handler(values)
    except ValidationError as error:
        if not isinstance(values, list):
            raise
        faults: list[InitErrorDetails] = []
        for number, value in enumerate(values):
            if len(faults) < MOST_FAULTS:
                faults += _faults(number, value, handler)
        raise ValidationError.from_exception_data(error.title, faults) from None


def _faults(number, value, handler):
    try:
        handler([value])
    except ValidationError as error:
        return [
            fault(number, *found["loc"][1:], message=message_of(found))
            for found in error.errors(include_url=False, include_input=False)
        ]
    return []


def fault(*path: str | int, message: str) -> InitErrorDetails:
    """One fault of a shape, for refuse()."""
    told = PydanticCustomError("fault", "{message}", {"message": message})
    return InitErrorDetails(type=told, loc=path, input=None)


def refuse(*faults: InitErrorDetails) -> None:
    """Refuse a shape whose fields are right each but not together; no fault, no refusal."""
    if faults:
        raise ValidationError.from_exception_data("shape", list(faults))


def message_of(found: Any) -> str:
    """A found fault in words, without pydantic's prefix and our names of shapes."""
    if found["type"] in ("model_type", "model_attributes_type"):
        return "Input should be an object"
    if found["type"] == "too_short":
        return "Input should have at least 1 item"
    return found["msg"].removeprefix("Value error, ")


def forget_defaults(schema: dict[str, Any]) -> None:
    """For json_schema_extra of a shape whose absent fields stay as they are."""
    for field in schema["properties"].values():
        field.pop("default", None)


PARTIAL = ConfigDict(json_schema_extra=forget_defaults)


def told(kind: Any, parse: Any, /, **schema: Any) -> Any:
    """A type that parse reads from JSON, and what the OpenAPI documents say of it."""
    return Annotated[kind, PlainValidator(parse), WithJsonSchema(schema)]


WireTime = told(datetime, parse_time, type="string", format="date-time")
WireUuid = told(UUID, parse_uuid, type="string", format="uuid")
WirePhone = told(
    str, parse_phone, type="string", pattern=f"^{PHONE.pattern}$", examples=["+14155550100"]
)
WireUrl = told(str, parse_url, type="string", format="uri")
WireObject = told(dict, parse_object, type="object")
WireProperties = told(
    dict, parse_properties, type="object", propertyNames={"maxLength": PROPERTY_NAME}
)
WireResult = told(str | dict, parse_result, type=["string", "object"])
