"""Conditions on search rows that annotations decide; for .filter().

Exists() rather than a join: a join repeats a conversation once a match, and the DISTINCT that
would mend it slows every page and every count.
"""

from django.db.models import Exists, OuterRef

from annotations.models import Tagging


def tagged(names: list[str]):
    """Whether the conversation, or a turn of it, bears one of these tags, ignoring case."""
    return Exists(
        Tagging.objects.filter(
            organization=OuterRef("organization"),
            conversation=OuterRef("conversation_id"),
            tag__key__in=[name.casefold() for name in names],
        )
    )
