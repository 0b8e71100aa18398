"""What every page may show of the reader's organizations."""

from django.utils.functional import SimpleLazyObject

from organizations.access import ACTS, may
from organizations.models import Membership


def organizations(request):
    """organization, membership and may (may.keys: an Act by its name) where member_required ran.

    memberships, of whoever is logged in, costs one statement, and none where no template
    looks at it.
    """
    memberships = SimpleLazyObject(lambda: memberships_of(getattr(request, "user", None)))
    membership = getattr(request, "membership", None)
    if membership is None:
        return {"memberships": memberships}
    return {
        "organization": membership.organization,
        "membership": membership,
        "memberships": memberships,
        "may": {act.name.lower(): may(membership, act) for act in ACTS},
    }


def memberships_of(user):
    if user is None or not user.is_authenticated:
        return []
    found = Membership.objects.filter(user=user).select_related("organization")
    return list(found.order_by("organization__name", "pk"))
