"""Answers that are kept for a day, to be given again (web/idempotency.py; ADR 0017)."""

from collections.abc import Collection
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from django.db.models.functions import Now
from django.http import HttpResponse

from organizations.locks import lock
from organizations.models import ApiKey, KeptAnswer, Organization
from organizations.tenancy import within
from organizations.visitors import Visitor
from web.seal import Unreadable, seal, unseal

KEPT_FOR = timedelta(days=1)


class Answer:
    """The answer of one scope of one key or member: a transaction in which nobody else has it.

    The lock ends with the transaction, so a worker that dies holds nothing up.
    """

    def __init__(self, caller: ApiKey | Visitor, scope: str, body_hash: str):
        self.scope, self.body_hash, self.organization = scope, body_hash, caller.organization
        self.owner = (
            {"api_key": caller} if isinstance(caller, ApiKey) else {"person": caller.person}
        )

    def __enter__(self):
        self.transaction = within(self.organization)
        self.transaction.__enter__()
        self.is_running = not lock(f"{self._owner_name}:{self.scope}")
        return self

    def __exit__(self, *raised):
        return self.transaction.__exit__(*raised)

    @cached_property
    def stored(self) -> KeptAnswer | None:
        if self.is_running:
            return None
        rows = KeptAnswer.objects.of(self.organization).filter(at__gt=Now() - KEPT_FOR)
        return rows.filter(**self.owner, scope=self.scope).first()

    @property
    def is_of_another_body(self) -> bool:
        return self.stored is not None and self.stored.body_hash != self.body_hash

    @property
    def is_forgotten(self) -> bool:
        return self.stored is not None and not self.body

    @property
    def is_there(self) -> bool:
        return self.stored is not None and not self.is_of_another_body and not self.is_forgotten

    def again(self) -> HttpResponse:
        stored = self.stored
        headers = {**stored.headers, "Idempotency-Replayed": "true"}
        return HttpResponse(self.body, status=stored.status, headers=headers)

    @cached_property
    def body(self) -> str:
        """The stored one; empty where it is forgotten, or SECRET_KEY has changed since."""
        stored = self.stored
        try:
            return unseal(stored.body, self._purpose) if stored.is_sealed else stored.body
        except Unreadable:
            return ""

    @property
    def _owner_name(self) -> str:
        [(kind, row)] = self.owner.items()
        return f"{row.pk}" if kind == "api_key" else f"{kind} {row.pk}"

    @property
    def _purpose(self) -> str:
        return f"kept answer {self.scope}"

    def keep(self, response: HttpResponse):
        """Store it, in the place of one that is too old; sealed, if its is_secret says so."""
        is_secret, body = getattr(response, "is_secret", False), response.content.decode()
        row = KeptAnswer(
            organization=self.organization,
            **self.owner,
            scope=self.scope,
            body_hash=self.body_hash,
            status=response.status_code,
            headers=dict(response.headers),
            body=seal(body, self._purpose) if is_secret else body,
            is_sealed=is_secret,
            about=getattr(response, "about", None),
        )
        KeptAnswer.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["organization", *self.owner, "scope"],
            update_fields=["body_hash", "status", "headers", "body", "is_sealed", "about", "at"],
        )


def forget_about(organization: Organization, keys: Collection[UUID]):
    """Forget what was answered about these. That it was answered stays, so it isn't done again."""
    rows = KeptAnswer.objects.of(organization).filter(about__in=keys)
    rows.update(body="", is_sealed=False)


def forget(organization: Organization):
    """Delete the answers that are too old. Twice is as good as once."""
    with within(organization):
        rows = KeptAnswer.objects.of(organization).filter(at__lte=Now() - KEPT_FOR)
        rows._raw_delete("default")
