from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from organizations.tenancy import OrganizationOwned, OrganizationQuerySet, TenantForeignKey


class ApiKeyQuerySet(OrganizationQuerySet):
    def active(self):
        unexpired = models.Q(expires_at=None) | models.Q(expires_at__gt=timezone.now())
        return self.filter(unexpired, revoked_at=None)

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class ApiKey(OrganizationOwned):
    """A program's way in to one project. Its secret is shown once; a hash of it is kept."""

    project = TenantForeignKey(
        "organizations.Project", models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)  # the visible beginning of the secret
    hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret, hexadecimal
    scopes = ArrayField(models.CharField(max_length=64))
    requests_a_minute = models.IntegerField(null=True, blank=True)  # NULL: the installation's
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)  # written at most once a minute
    expires_at = models.DateTimeField(null=True, blank=True)  # NULL: never
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        constraints = [
            models.UniqueConstraint(fields=["organization", "id"], name="api_key_tenant_key"),
            models.CheckConstraint(
                condition=models.Q(requests_a_minute__gte=1), name="api_key_may_ask_at_all"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_expired(self):
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def days_left(self):
        """Whole days until it expires, rounded up; None: never."""
        if self.expires_at is None:
            return None
        return -((timezone.now() - self.expires_at) // timedelta(days=1))

    @property
    def is_active(self):
        return self.state == "active"

    @property
    def state(self):
        """active, expired or revoked."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.is_expired else "active"
