"""What every page of an organization shows of its annotations."""

from django.utils.functional import SimpleLazyObject

from annotations import mentions


def unread_mentions(request):
    """How many mentions of the reader they have not seen; asked only where a template looks."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return {}
    count = SimpleLazyObject(lambda: mentions.unread(membership.user, membership.organization))
    return {"unread_mentions": count}
