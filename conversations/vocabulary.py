"""The words an organization's conversations use, so that parts of words can be looked up."""

from django.db import connection, transaction

from conversations.models import SearchTerm

REMEMBERED = 200_000  # terms a process remembers of all organizations together
_known: dict[int, set[str]] = {}


def learn(organization, terms: set[str]):
    """Add what is missing. Sorted, so that two writers can't wait for one another in a ring."""
    known = _known.get(organization.pk, frozenset())
    missing = sorted(terms - known)
    if not missing:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_term (organization_id, term)"
            " SELECT %s, unnest(%s::text[]) ON CONFLICT DO NOTHING",
            [organization.pk, missing],
        )
    transaction.on_commit(lambda: _remember(organization.pk, missing))


def _remember(organization_id, terms):
    if sum(map(len, _known.values())) + len(terms) > REMEMBERED:
        _known.clear()
    _known.setdefault(organization_id, set()).update(terms)


def containing(organization, part: str, at_most: int) -> list[str] | None:
    """The words that contain the part; None if there are more than at_most."""
    words = list(
        SearchTerm.objects.of(organization)
        .filter(term__contains=part)
        .values_list("term", flat=True)[: at_most + 1]
    )
    return words if len(words) <= at_most else None
