"""The active filters of a list as chips: what each says, what is wrong with it, how it goes."""

from dataclasses import dataclass

from django import forms

from browsing.lists import ListQuery, without


@dataclass(frozen=True)
class Chip:
    """One active filter. without is the list's query string when it is removed."""

    name: str
    label: str
    value: str
    faults: list[str]
    without: str


def chips(query: ListQuery) -> list[Chip]:
    """Every filter that is set, but for the search, which has its box."""
    form = query.filters.form
    return [
        Chip(
            name,
            form[name].label,
            shown(form[name]),
            form.errors.get(name, []),
            without(query.params, name),
        )
        for name in query.filters.filters
        if name != "q" and query.params.get(name, "").strip()
    ]


def shown(field: forms.BoundField) -> str:
    """The value in words: a choice by its label, anything else as it was typed."""
    value = field.value()
    labels = {str(key): label for key, label in getattr(field.field, "choices", ())}
    return str(labels.get(value, value))
