"""Why an act on annotations is refused; the texts tell people."""

from annotations.models import ScoreConfig, Tag
from organizations.members import Refused

__all__ = ["Archived", "Gone", "IdTaken", "InUse", "Invalid", "NameTaken", "NotYours", "Refused"]


class Gone(Refused):
    """What it is about was deleted meanwhile."""


class IdTaken(Refused):
    """A client-made id that something else bears. It isn't told what."""

    def __init__(self):
        super().__init__("This id can’t be used. Make another one.")


class NotYours(Refused):
    """Only the author may do this."""


class Archived(Refused):
    """An archived tag or config is put to no new use."""


class InUse(Refused):
    """It can't be deleted because something refers to it."""


class NameTaken(Refused):
    """Another tag or config of the organization has the name; other is that row."""

    def __init__(self, text: str, other: Tag | ScoreConfig):
        super().__init__(text)
        self.other = other


class Invalid(Refused):
    """A value that can't be taken; field is the name of the argument."""

    def __init__(self, field: str, text: str):
        super().__init__(text)
        self.field = field
