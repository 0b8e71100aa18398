"""What titles and summaries of people share: the row they change, and its history."""

from conversations.models import Conversation, Wording
from organizations.models import User


def stored_of(conversation: Conversation) -> Conversation:
    """The conversation as it is stored now, locked until the transaction's end.

    Not its key, which those who put annotations ask for at their end. Conversation.DoesNotExist
    where it was deleted meanwhile, as who changes it tells.
    """
    organization = conversation.organization
    rows = Conversation.objects.of(organization).select_for_update(no_key=True)
    stored = rows.get(pk=conversation.pk)
    stored.organization = organization
    return stored


def keep(
    conversation: Conversation, field: str, text: str | None, replaced: str | None, by: User | None
):
    """Write down that a person gave these words; None: gave them back to the generator."""
    Wording.objects.create(
        organization=conversation.organization,
        conversation=conversation,
        field=field,
        text=text,
        replaced=replaced,
        author=by,
        author_name=str(by) if by else "",
    )
