"""A person's summary: above a generated one while it stands, and given back when emptied."""

from django.db.models.functions import Now

from conversations import document
from conversations.insights import due
from conversations.models import Conversation, Insight, SummarySource, Wording
from conversations.wordings import keep, stored_of
from organizations.models import User
from organizations.tenancy import within


def reword(conversation: Conversation, summary: str, by: User | None = None):
    """Give it a person's summary, or with an empty one the newest generated one.

    Where none was generated yet, a generator is asked. The search document changes with it, and
    what stood there stays in the history.
    """
    with within(conversation.organization):
        stored = stored_of(conversation)
        before = stored.summary
        if _give(stored, "\n".join(" ".join(line.split()) for line in summary.strip().split("\n"))):
            stored.updated_at = Now()
            stored.save(update_fields=["summary", "summary_source", "updated_at"])
            document.put(stored, about=document.about(stored))
            given = stored.summary if stored.summary_source == SummarySource.PERSON else None
            keep(stored, Wording.Field.SUMMARY, given, before, by)
    conversation.summary, conversation.summary_source = stored.summary, stored.summary_source


def _give(stored, summary) -> bool:
    """Whether that changes anything."""
    was = stored.summary, stored.summary_source
    if summary:
        stored.summary, stored.summary_source = summary, SummarySource.PERSON
    elif stored.summary_source == SummarySource.PERSON:
        stored.summary, stored.summary_source = _generated(stored), SummarySource.GENERATED
    return (stored.summary, stored.summary_source) != was


def _generated(conversation) -> str | None:
    insights = Insight.objects.of(conversation.organization).filter(conversation=conversation)
    newest = insights.newest_first().first()
    if newest is None or newest.turn_count < conversation.turn_count:
        due.ask([conversation])
    return (newest and newest.summary) or None
