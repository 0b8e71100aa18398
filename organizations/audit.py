"""Writing down who did what."""

from organizations.models import AuditEvent
from organizations.tenancy import within


def record(organization, actor, act, about, detail=None):
    """Keep one act; actor is None where the command line or a program did it."""
    with within(organization):
        AuditEvent.objects.create(
            organization=organization, actor=actor, act=act, about=about[:255], detail=detail or {}
        )
