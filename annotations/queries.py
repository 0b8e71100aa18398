"""Conditions on search rows that annotations decide, for .filter(), and counts of conversations.

Exists() rather than a join: a join repeats a conversation once a match, and the DISTINCT that
would mend it slows every page and every count.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from annotations.asked import Somebody
from annotations.models import Note, Score, ScoreConfig, ScoreKind, Tag, Tagging
from annotations.scores import COLUMN
from conversations.models import Conversation, ReviewState
from organizations.models import Organization

FEW = 2000  # conversations whose keys a statement lists
BROAD = 20  # tags whose keys it lists


def tagged(tags: Iterable[int]):
    """Whether the conversation, or a turn of it, bears one of these tags, by their keys.

    By keys and not by names: PostgreSQL then knows how common they are, and walks the list where
    most of it bears them.
    """
    return Exists(_here(Tagging, tag__in=list(tags)))


def tags_called(organization: Organization, names: list[str]) -> dict[str, int]:
    """The keys of the tags of these names by their folded names, ignoring case; one statement."""
    rows = Tag.objects.of(organization).filter(key__in=[name.casefold() for name in names])
    return dict(rows.values_list("key", "pk"))


def bears(organization: Organization, word: str) -> Q | None:
    """Whether it, or a turn of it, bears a tag whose name contains the normalised word.

    For an OR with other conditions; None where no tag's name does. One statement, and one more
    where a tag's name does. Few conversations are named, so that PostgreSQL finds them by their
    keys and the others by the indexes of those conditions; many it comes by in the list.
    """
    named = Tag.objects.of(organization).filter(folded__contains=word)
    tags = list(named.values_list("pk", flat=True)[: BROAD + 1])
    if not tags:
        return None
    by = {"tag__in": tags} if len(tags) <= BROAD else {"tag__folded__contains": word}
    taggings = Tagging.objects.of(organization).filter(**by)
    keys = list(taggings.values_list("conversation", flat=True)[: FEW + 1])
    return Q(pk__in=set(keys)) if len(keys) <= FEW else Q(Exists(_here(Tagging, **by)))


def has_notes(unresolved: bool = False, by: Somebody | None = None):
    """Whether it has a note that stands: of anybody or of one, or one whose thread is open.

    Whether it has notes at all the search row knows by itself: notes != "".
    """
    notes = _here(Note, deleted_at=None)
    if unresolved:
        notes = notes.filter(Q(thread=None) | Q(thread__resolved_at=None), resolved_at=None)
    return Exists(notes.filter(by.did("author")) if by else notes)


def scored(
    config: ScoreConfig | None = None,
    value: bool | str | None = None,
    at_least: Decimal | None = None,
    at_most: Decimal | None = None,
    by: Somebody | None = None,
):
    """Whether it, or a turn of it, has a score that stands: by a config, of a value, of one author.

    value is a bool, a choice or a text exactly; at_least and at_most bound a number.
    """
    scores = _standing(_here(Score))
    if config:
        scores = scores.filter(config=config)
    if config and value is not None:
        scores = scores.filter(**{COLUMN[ScoreKind(config.kind)]: value})
    if at_least is not None:
        scores = scores.filter(number__gte=at_least)
    if at_most is not None:
        scores = scores.filter(number__lte=at_most)
    return Exists(scores.filter(by.did("author")) if by else scores)


def reviewed(states: Iterable[ReviewState], by: Somebody | None = None):
    """Whether it has one of these review states: set by anybody, or by one."""
    rows = Conversation.objects.filter(
        organization=OuterRef("organization"), pk=OuterRef("pk"), review_state__in=list(states)
    )
    return Exists(rows.filter(by.did("review_by")) if by else rows)


def _here(model, **columns):
    return model.objects.filter(
        organization=OuterRef("organization"), conversation=OuterRef("conversation_id"), **columns
    )


def note_count():
    """The number of notes that stand, for .annotate() of conversations."""
    return _count(Note.objects.filter(deleted_at=None))


def score_count():
    """The number of scores that stand, of all authors, for .annotate() of conversations."""
    return _count(_standing(Score.objects.all()))


def _standing(scores):
    return scores.filter(is_current=True).exclude(boolean=None, number=None, text=None)


def _count(rows):
    rows = rows.filter(organization=OuterRef("organization"), conversation=OuterRef("pk"))
    counted = rows.order_by().values("conversation").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
