"""Writing down who did what. Nothing takes an event back or changes it (ADR 0017)."""

from uuid import UUID

from organizations.actors import Actor
from organizations.models import ApiKey, AuditEvent, Organization, User
from organizations.tenancy import within

LONGEST_ABOUT = 255
WHO = ("organization_id", "actor_id", "actor_name", "api_key_id", "generator", "act")


def record(
    organization: Organization,
    actor: Actor | User | ApiKey | None,
    act: str,
    about: str,
    detail: dict | None = None,
    subject: UUID | None = None,
):
    """Keep one act; actor is None where the command line did it.

    subject: the key of the conversation that it is about, for its history.
    """
    with within(organization):
        event(organization, actor, act, about, detail, subject).save(force_insert=True)


def event(organization, actor, act, about, detail=None, subject=None) -> AuditEvent:
    """What record() keeps."""
    actor = Actor.of(actor)
    return AuditEvent(
        organization=organization,
        actor=actor.person,
        actor_name=actor.name or None,
        api_key=actor.api_key,
        generator=actor.generator,
        act=act,
        about=about[:LONGEST_ABOUT],
        detail=detail or {},
        subject=subject,
        **actor.dated("at"),
    )


def event_row(organization, actor, act) -> dict:
    """Who did what as columns by attname, for those who insert many at once and fast."""
    made = event(organization, actor, act, "")
    return {name: getattr(made, name) for name in WHO}
