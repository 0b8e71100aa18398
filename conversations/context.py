"""What every page of an organization shows of its conversations: how many there are."""

from django.utils.functional import SimpleLazyObject

from conversations.totals import totals


def conversation_totals(request):
    """totals: the number of conversations by kind, asked for only where a template shows it."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return {}
    return {"totals": SimpleLazyObject(lambda: totals(membership.organization))}
