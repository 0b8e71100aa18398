"""Custom keys of a conversation: their plain names and values (contract 5.9–5.11)."""

import json
import re

CASE_BORDER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
OTHER = re.compile(r"[\W_]+")
LONGEST_VALUE = 256  # characters of a value that filters compare


def plain_name(name: str) -> str:
    """The one spelling of a property's name: planTier, plan-tier and Plan Tier are plan_tier."""
    return OTHER.sub("_", CASE_BORDER.sub("_", name)).strip("_").lower()


def plain_value(value) -> str:
    """A property's value as text: 4 and 4.0 are 4, true is true, objects are compact JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_text(properties: dict) -> dict[str, str]:
    """Plain name → value as text; null is not set, the last of two equal names stays."""
    named = {plain_name(name): value for name, value in properties.items()}
    return {name: plain_value(value) for name, value in named.items() if value is not None}


def last_of_each(properties: dict) -> dict:
    """Of several spellings of one name only the last: PostgreSQL doesn't keep their order."""
    spellings = {plain_name(name): name for name in properties}
    return {name: properties[name] for name in spellings.values()}


def plain(properties: dict) -> dict[str, str]:
    """Properties as filters see them: as_text, but no longer than they compare."""
    return {name: value[:LONGEST_VALUE] for name, value in as_text(properties).items()}
