"""Forms for acts that can be refused."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from annotations.refused import NameTaken, Refused

Made = TypeVar("Made")


class ActForm(forms.Form):
    """Shows why its act was refused, beside the field that it is about."""

    taken_by = None  # what has the name already

    def attempt(self, act: Callable[[], Made]) -> Made | None:
        """What the act makes of a form that was sent in order; None where it wasn't done."""
        if not self.is_valid():
            return None
        try:
            return act()
        except Refused as refused:
            self.refuse(refused)

    def refuse(self, refused: Refused):
        self.taken_by = getattr(refused, "other", None)
        field = "name" if isinstance(refused, NameTaken) else getattr(refused, "field", None)
        self.add_error(field if field in self.fields else None, str(refused))
