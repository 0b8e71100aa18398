"""Counting the tokens that an organization may spend on model servers in a day of UTC."""

from django.conf import settings
from django.db import connection
from django.utils import timezone

from organizations.models import GeneratorChoice, Organization, TokensUsed
from organizations.tenancy import within

ADD = f"""
    INSERT INTO {TokensUsed._meta.db_table} AS used (organization_id, day, tokens)
    VALUES (%s, %s, %s)
    ON CONFLICT (organization_id, day) DO UPDATE SET tokens = used.tokens + excluded.tokens
"""


def count(organization: Organization, tokens: int):
    """Add to what was used today."""
    if tokens:
        with within(organization), connection.cursor() as cursor:
            cursor.execute(ADD, [organization.pk, today(), tokens])


def used(organization: Organization) -> int:
    row = TokensUsed.objects.of(organization).filter(day=today()).first()
    return row.tokens if row else 0


def left(organization: Organization, choice: GeneratorChoice | None) -> int | None:
    """How many may still be used today, None for any number.

    A server of its own costs the organization its own money, and so has a limit of its own.
    """
    limit = allowed(choice)
    return max(0, limit - used(organization)) if limit else None


def allowed(choice: GeneratorChoice | None) -> int:
    """Tokens a day; 0 is no limit."""
    own = choice.tokens_a_day if choice and choice.base_url else None
    return settings.OPENAI_TOKENS_A_DAY if own is None else own


def today():
    return timezone.now().date()
