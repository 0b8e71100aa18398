"""What people and programs do to conversations: the verbs, each whole or not at all."""

from annotations.models import Source, Tag, Tagging
from conversations import document
from conversations.insert import insert_missing
from conversations.models import Conversation


def tag(conversation: Conversation, names: list[str], source: Source, author=None):
    """Put tags on a conversation, in their order; new names become tags, doubles are one."""
    wanted = {}
    for name in names:
        wanted.setdefault(name.casefold(), name)
    wanted = [name for name in wanted.values() if name.strip()]
    if not wanted:
        return
    tags = _tags(conversation.organization, wanted)
    Tagging.objects.bulk_create(
        [
            Tagging(
                organization=conversation.organization,
                conversation=conversation,
                tag=row,
                source=source,
                author=author,
            )
            for row in tags
        ],
        ignore_conflicts=True,
    )
    document.put(conversation, tags="\n".join(names_on(conversation)))


def names_on(conversation: Conversation) -> list[str]:
    """The names of the tags on a conversation and its turns, in the order they came."""
    taggings = Tagging.objects.of(conversation.organization).filter(conversation=conversation)
    return list(dict.fromkeys(taggings.order_by("pk").values_list("tag__name", flat=True)))


def _tags(organization, names):
    """The tags of these names, ignoring case; missing ones are made."""
    found = _look(organization, names)
    missing = [name for name in names if name.casefold() not in found]
    if missing:
        rows = [Tag(organization=organization, name=n, key=n.casefold()) for n in missing]
        insert_missing(Tag, sorted(rows, key=lambda row: row.key))
        found = _look(organization, names)
    return [found[name.casefold()] for name in names]


def _look(organization, names):
    keys = [name.casefold() for name in names]
    return {row.key: row for row in Tag.objects.of(organization).filter(key__in=keys)}
