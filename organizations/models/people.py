from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from organizations.tenancy import OrganizationOwned, OrganizationQuerySet


class Role(models.TextChoices):
    OWNER = "owner"
    ADMIN = "admin"
    REVIEWER = "reviewer"
    VIEWER = "viewer"


class Membership(OrganizationOwned):
    """A person's place in an organization; the role decides what they may do."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role, default=Role.REVIEWER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                name="membership_is_one_per_person",
                violation_error_message="This person is a member already.",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role), name="membership_role_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.user} in {self.organization}"


def in_a_week():
    return timezone.now() + timedelta(days=7)


class InvitationQuerySet(OrganizationQuerySet):
    def unanswered(self):
        """Those that wait for their person, expired ones too."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self):
        return self.unanswered().filter(expires_at__gt=timezone.now())


class Invitation(OrganizationOwned):
    """An offer of membership by e-mail, kept as the hash of its secret link."""

    email = models.EmailField("e-mail")
    role = models.CharField(max_length=8, choices=Role, default=Role.REVIEWER)
    hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=in_a_week)
    accepted_at = models.DateTimeField(null=True)  # NULL: unanswered, expired or withdrawn
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_is_one_per_address",
                violation_error_message="This address has an invitation already.",
            ),
        ]

    def __str__(self):
        return f"{self.email} to {self.organization}"

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()

    @property
    def state(self):
        """open, expired, accepted or withdrawn."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "expired" if self.is_expired else "open"
