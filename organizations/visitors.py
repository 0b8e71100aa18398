"""Members who call an API by themselves, as a program does with a key."""

from dataclasses import dataclass

from organizations.access import granted_to
from organizations.models import Membership, Organization, Project, User
from web.faults import Fault


@dataclass(frozen=True)
class Visitor:
    """A member in the place of an API key: request.auth. The project is the organization's first.

    Their role decides on the scopes, so nobody may do more than on the pages.
    """

    membership: Membership
    project: Project

    @property
    def organization(self) -> Organization:
        return self.membership.organization

    @property
    def person(self) -> User:
        return self.membership.user

    @property
    def scopes(self) -> list[str]:
        return sorted(granted_to(self.membership))


def visit(user: User, slug: str | None) -> Visitor:
    """The person in the organization of this slug, without one in their only one.

    Fault: 403 where they are no member, also where there is no such organization; 400 where it is
    not clear which one is meant (contract 4.5 g).
    """
    memberships = Membership.objects.filter(user=user).select_related("organization")
    found = list(memberships.filter(organization__slug=slug) if slug else memberships[:2])
    if not found:
        raise Fault(403, "other_organization", "you cannot access this organization")
    if len(found) > 1:
        raise Fault(400, "which_organization", "say which organization: ?slug=")
    [membership] = found
    membership.user = user
    project = Project.objects.of(membership.organization).order_by("pk").first()
    project.organization = membership.organization
    return Visitor(membership, project)
