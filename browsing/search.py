"""Finding conversations by what stands in them (ADR 0006; contract 1.2).

The words of a query are folded like the stored text. Every one of them must be part of the
text of some part, or of the name of a tag that it bears; tokens and idents only narrow down
where to look, by an index, and the text decides.
"""

from functools import reduce
from operator import and_, or_

from django.db.models import BooleanField, F, Func, Q, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from annotations.queries import bears
from conversations import document, vocabulary
from conversations.text import LONGEST, STRIDE, dense_grams, letter_runs, normalise

ID = "id"  # the conversation's own id as a part, for the API
TAGS = "tags"  # a part that no row holds
PARTS = (*document.PARTS, TAGS)
API_PARTS = (ID, "said", "about", "notes")
SHORTEST = 3  # characters that an index can look up
BROAD = 200  # words of the vocabulary that a narrowing lists; with more it narrows nothing


def matching(rows, organization, text: str, parts=PARTS):
    """The search rows in which each word of text occurs, in one of these parts.

    Case, diacritics and compatibility forms don't matter; % and _ mean themselves. Without
    a word every row matches.
    """
    rows = rows.annotate(id_text=Cast("conversation_id", TextField())) if ID in parts else rows
    return rows.filter(*conditions(organization, text, parts).values())


def conditions(organization, text: str, parts=PARTS) -> dict[str, Q]:
    """What each word asks of a search row, by the word; costs up to three statements a word."""
    return {word: _condition(organization, word, parts) for word in words_of(text)}


def _condition(organization, word, parts):
    found = _narrowing(organization, word) & _occurs(word, parts)
    tagged = bears(organization, word) if TAGS in parts else None
    return tagged | found if tagged else found


def words_of(text: str) -> list[str]:
    return list(dict.fromkeys(normalise(text).split()))


def _occurs(word, parts):
    columns = ("id_text" if part == ID else part for part in parts if part != TAGS)
    return reduce(or_, (Q(**{f"{column}__contains": word}) for column in columns))


def _narrowing(organization, word):
    """A condition that every match of the word meets, and an index knows; Q() if there is none."""
    if any(c.isdigit() or c == "@" for c in word):
        narrow = Q(idents__contains=word) if len(word) >= SHORTEST else Q()
    else:
        narrow = _by_tokens(organization, word)
    return narrow and narrow | Q(search_partial=True)


def _by_tokens(organization, word):
    conditions = []
    if grams := list(dense_grams(word)):
        pairs = [gram for gram in grams if len(gram) == 2] or grams
        conditions.append(_holds(pairs, " & "))
    longest = max(letter_runs(word), key=len, default="")[:STRIDE]
    if len(longest) >= SHORTEST:
        terms = vocabulary.containing(organization, longest, BROAD)
        if terms is not None:
            conditions.append(_holds(terms, " | ") if terms else Q(search_partial=True))
    return reduce(and_, conditions, Q())


def _holds(tokens, joiner):
    assert all(len(token) <= LONGEST for token in tokens)
    query = joiner.join(f"'{token}'" for token in tokens)
    return Q(
        Func(
            F("tokens"),
            RawSQL("%s::tsquery", [query]),
            arg_joiner=" @@ ",
            template="%(expressions)s",
            output_field=BooleanField(),
        )
    )
