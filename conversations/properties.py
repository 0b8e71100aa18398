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


def plain(properties: dict) -> dict[str, str]:
    """Properties as filters see them; null is not set, the last of two equal names stays."""
    named = {plain_name(name): value for name, value in properties.items()}
    return {name: plain_value(v)[:LONGEST_VALUE] for name, v in named.items() if v is not None}
