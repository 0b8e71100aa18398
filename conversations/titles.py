"""A person's title: above every other while it stands, and above none once it is emptied."""

from django.db.models.functions import Now

from conversations import document
from conversations.insights import due
from conversations.models import Conversation, Insight, TitleSource, Turn, Wording
from conversations.said import first_line
from conversations.wordings import keep, stored_of
from organizations.models import User
from organizations.tenancy import within


def rename(conversation: Conversation, title: str, by: User | None = None):
    """Give it a person's title, or with an empty one the title that it would have without.

    That is the title that an API sent, else the newest generated one, else the first customer
    line, and then a generator is asked. The search document changes with it, and what stood
    there stays in the history.
    """
    with within(conversation.organization):
        stored = stored_of(conversation)
        before = stored.title
        if _give(stored, " ".join(title.split())):
            stored.updated_at = Now()
            stored.save(update_fields=["title", "title_source", "sent_title", "updated_at"])
            document.put(stored, about=document.about(stored))
            given = stored.title if stored.title_source == TitleSource.PERSON else None
            keep(stored, Wording.Field.TITLE, given, before, by)
    conversation.title, conversation.title_source = stored.title, stored.title_source


def send(conversation: Conversation, title: str):
    """Give it another title of an API's; a person's stands above it, until it is taken back."""
    with within(conversation.organization):
        stored = stored_of(conversation)
        if stored.title_source == TitleSource.PERSON:
            stored.sent_title = title
        else:
            stored.title, stored.title_source = title, TitleSource.API
        stored.updated_at = Now()
        stored.save(update_fields=["title", "title_source", "sent_title", "updated_at"])
        document.put(stored, about=document.about(stored))


def _give(stored, title) -> bool:
    """Whether that changes anything."""
    if title:
        if stored.title_source == TitleSource.API:
            stored.sent_title = stored.title
        changes = (stored.title, stored.title_source) != (title, TitleSource.PERSON)
        stored.title, stored.title_source = title, TitleSource.PERSON
        return changes
    if stored.title_source != TitleSource.PERSON:
        return False
    stored.title, stored.title_source = without_person(stored)
    return True


def without_person(conversation: Conversation) -> tuple[str | None, TitleSource]:
    """The title that it has where no person gave one, and who wrote that."""
    if conversation.sent_title:
        return conversation.sent_title, TitleSource.API
    insights = Insight.objects.of(conversation.organization).filter(conversation=conversation)
    newest = insights.exclude(title=None).newest_first().first()
    if newest:
        return newest.title, TitleSource.GENERATED
    due.ask([conversation])
    turns = Turn.objects.of(conversation.organization).filter(conversation=conversation)
    return first_line(turns.order_by("number").only("role", "text")), TitleSource.PROVISIONAL
