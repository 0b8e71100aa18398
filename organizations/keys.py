"""Making, finding, rotating and revoking API keys."""

import hashlib
import secrets
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from organizations.audit import record
from organizations.models import ApiKey
from web.outage import is_outage

MARK = "prl_"
SHOWN = 8  # characters of a secret that stay visible
HIGHEST_RATE = 1_000_000  # requests a minute
USE_IS_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make(project, name, scopes, by=None, expires_at=None, requests_a_minute=None):
    """Store a new key; return it and its secret, which nothing can tell again.

    requests_a_minute: None for as many as the installation allows.
    """
    secret = MARK + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        organization=project.organization,
        project=project,
        name=name,
        prefix=secret[:SHOWN],
        hash=digest(secret),
        scopes=list(scopes),
        requests_a_minute=requests_a_minute,
        created_by=by,
        expires_at=expires_at,
    )
    record(project.organization, by, "api_key.made", key.name, {"scopes": key.scopes})
    return key, secret


def find(secret):
    """The active key of this secret, with its project and organization; None if there is none."""
    key = (
        ApiKey.objects.select_related("project", "organization")
        .filter(hash=digest(secret), revoked_at=None)
        .first()
    )
    return key if key and not key.is_expired else None


def note_use(key):
    """Write down that the key was used, at most once a minute; not while that can't be written."""
    now = timezone.now()
    if key.last_used_at is None or key.last_used_at < now - USE_IS_NOTED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_IS_NOTED_EVERY)
        try:
            with transaction.atomic():
                ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)
        except DatabaseError as error:  # a read-only database can be read all the same
            if not is_outage(error):
                raise


@transaction.atomic
def revoke(key, by):
    """Shut the key out at once. Again, it changes nothing."""
    revoked = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by
    )
    if revoked:
        record(key.organization, by, "api_key.revoked", key.name)


@transaction.atomic
def rotate(key, by):
    """Revoke this key and make another of its name, scopes, lifetime and rate, both or neither.

    Returns the new key and its secret.
    """
    expires_at = key.expires_at and timezone.now() + (key.expires_at - key.created_at)
    revoke(key, by)
    return make(key.project, key.name, key.scopes, by, expires_at, key.requests_a_minute)


def digest(secret):
    # A random secret of 256 bits needs no salt and no slow hash: it can't be guessed.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
