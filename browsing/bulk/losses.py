"""What deleting conversations would lose, to be named before it is done (ADR 0014)."""

from django.contrib.humanize.templatetags.humanize import intcomma

from annotations.models import Note, Score, Tagging
from browsing.bulk.selection import Selection


def losses(selection: Selection) -> list[str]:
    """Conversations, notes, scores and tags, as 3 chats, 1 note; what there is none of is left
    out. Four statements."""
    keys = selection.rows.values("conversation_id")
    organization = selection.query.organization
    rows = {
        "note": Note.objects.of(organization).filter(deleted_at=None),
        "score": Score.objects.of(organization).filter(is_current=True),
        "tag": Tagging.objects.of(organization),
    }
    counts = {word: found.filter(conversation__in=keys).count() for word, found in rows.items()}
    told = [f"{intcomma(n)} {word}{'' if n == 1 else 's'}" for word, n in counts.items() if n]
    return [selection.many(selection.count), *told]
