"""The verbs about members: join, change a role, remove. An organization keeps an owner."""

from django.db import transaction

from organizations.actors import Actor
from organizations.audit import record
from organizations.models import Membership, Organization, Role, User


class Refused(Exception):
    """The rules of an organization stand against the act; its text tells people why."""


@transaction.atomic
def join(organization: Organization, user: User, role: str, by: Actor | User | None) -> Membership:
    """Make the person a member; one who is a member already keeps the role they have."""
    membership, is_new = Membership.objects.get_or_create(
        organization=organization, user=user, defaults={"role": role}
    )
    if is_new:
        record(organization, by, "member.joined", user.email, {"role": role})
    return membership


@transaction.atomic
def change_role(membership: Membership, role: str, by: Membership | User | None) -> None:
    """by: a member by their role; the command line (None) and the admin console (a user) may all.

    Nobody may take the last owner.
    """
    if role == membership.role:
        return
    may_decide_on(by, {membership.role, role})
    if membership.role == Role.OWNER:
        keep_another_owner(membership)
    detail = {"from": membership.role, "to": role}
    membership.role = role
    membership.save(update_fields=["role"])
    record(membership.organization, _person(by), "member.role_changed", who(membership), detail)


@transaction.atomic
def remove(membership: Membership, by: Membership | User | None) -> None:
    """The person keeps their account, and what they wrote stays. by: as of change_role()."""
    may_decide_on(by, {membership.role})
    if membership.role == Role.OWNER:
        keep_another_owner(membership)
    membership.delete()
    record(membership.organization, _person(by), "member.removed", who(membership))


def may_decide_on(by, roles):
    """Refused if owners are concerned and somebody else decides: no admin makes themselves one."""
    if isinstance(by, Membership) and Role.OWNER in roles and by.role != Role.OWNER:
        raise Refused("Only an owner can make somebody an owner, or change or remove one.")


def keep_another_owner(membership):
    """Refused if this is the last owner. Locks the owners, so that no two leave at once."""
    owners = Membership.objects.of(membership.organization).filter(role=Role.OWNER).order_by("pk")
    if not [owner for owner in owners.select_for_update() if owner.pk != membership.pk]:
        raise Refused(
            f"{membership.user} is the only owner. Make somebody else an owner first:"
            f" without one, nobody could change {membership.organization}."
        )


def who(membership):
    return membership.user.email


def _person(by):
    return by.user if isinstance(by, Membership) else by
