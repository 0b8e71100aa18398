"""Whether anything was done to a conversation since a page was made."""

from django.db.models import Count, Max

from organizations.models import AuditEvent


def moment_of(organization, pk) -> str:
    """Changes with whatever is done to the conversation; one statement.

    Taken before what is shown is read, so that what is done meanwhile is news. Events are counted
    too: one that has begun earlier may be stored later than the newest.
    """
    events = AuditEvent.objects.of(organization).filter(subject=pk)
    found = events.aggregate(newest=Max("pk"), count=Count("pk"))
    return f"{found['newest'] or 0}-{found['count']}"
