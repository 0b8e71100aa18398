"""Who acts: a person, a program with an API key, a generator."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils import timezone

from organizations.models import ApiKey, User


class Source(TextChoices):
    """Where something comes from. API without a key: a program that is not known further."""

    PERSON = "person"
    API = "api"
    GENERATOR = "generator"


@dataclass(frozen=True)
class Actor:
    """One of the three, or with none of them the command line or a program not known further.

    at: when they act, where that is not now; what is kept of the act bears it.
    """

    person: User | None = None
    api_key: ApiKey | None = None
    generator: str | None = None
    at: datetime | None = None

    @classmethod
    def of(cls, who: "Actor | User | ApiKey | None") -> "Actor":
        if isinstance(who, cls):
            return who
        return cls(api_key=who) if isinstance(who, ApiKey) else cls(person=who)

    @property
    def moment(self) -> datetime:
        return self.at or timezone.now()

    def dated(self, column: str) -> dict[str, datetime]:
        """The column with the moment, where it is not the one that the database gives it."""
        return {column: self.at} if self.at else {}

    @property
    def source(self) -> Source:
        if self.person:
            return Source.PERSON
        return Source.GENERATOR if self.generator else Source.API

    @property
    def name(self) -> str:
        """As it is kept beside what they did; '' for a program not known further."""
        known = self.person or (self.api_key and self.api_key.name) or self.generator
        return str(known or "")

    @property
    def key(self) -> str:
        """Tells actors of an organization apart, also once a person is deleted."""
        if self.person:
            return f"person:{self.person.pk}"
        if self.api_key:
            return f"key:{self.api_key.pk}"
        return f"generator:{self.generator}" if self.generator else "api"
