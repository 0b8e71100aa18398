"""Writing titles and summaries anew, of conversations that somebody names, due or not."""

from collections.abc import Iterator
from datetime import datetime

from conversations.insights.due import BATCH
from conversations.insights.write import write, write_slowly
from conversations.models import Conversation
from organizations.tenancy import within


def told(organization, since: datetime | None = None):
    """The conversations in which something was said, all or those that began since then."""
    found = Conversation.objects.of(organization).filter(turn_count__gt=0)
    return found.filter(started_at__gte=since) if since else found


def redo(organization, generator, since: datetime | None = None) -> Iterator[int]:
    """Write them, a batch in a transaction; how many, batch by batch. It may be repeated."""
    is_slow = getattr(generator, "is_slow", False)
    after, at_most = None, generator.parallel if is_slow else BATCH
    while keys := _next(organization, since, after, at_most):
        if is_slow:
            write_slowly(organization, keys, generator)
        else:
            with within(organization):
                write(organization, keys, generator)
        after = keys[-1]
        yield len(keys)


def _next(organization, since, after, at_most):
    with within(organization):
        found = told(organization, since).order_by("pk")
        found = found.filter(pk__gt=after) if after else found
        return list(found.values_list("pk", flat=True)[:at_most])
