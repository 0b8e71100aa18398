"""Deleting conversations, hard and at once, with all that hangs on them (ADR 0014)."""

from collections.abc import Iterator
from functools import cache
from uuid import UUID

from django.db.models import CASCADE, Model, QuerySet

from conversations.insert import insert_all
from conversations.insights.news import tell_cancelled
from conversations.models import Conversation
from conversations.totals import count
from organizations.actors import Actor
from organizations.answers import forget_about
from organizations.audit import event_row
from organizations.models import ApiKey, AuditEvent, Due, Organization, User
from organizations.tenancy import within


def delete(
    organization: Organization, rows: QuerySet[Conversation], by: Actor | User | ApiKey | None
) -> list[UUID]:
    """Delete the conversations of a queryset; the keys of those that were there.

    Their external ids are free again. The audit keeps that they were there, by kind and number,
    and nothing of what was said. The statements don't grow with what is deleted.
    """
    with within(organization):
        doomed = _hold(organization, rows)
        keys = [conversation.pk for conversation in doomed]
        if keys:
            _drop(organization, keys)
            count(doomed, -1)
            forget_about(organization, keys)
            undone = _forget_work(organization, keys)
            tell_cancelled(organization, [row for row in doomed if row.pk in undone])
            insert_all(AuditEvent, _events(organization, doomed, by))
    return keys


def _hold(organization, rows):
    """Lock them as nobody else does: who adds to one waits, and then finds it gone."""
    rows = rows.of(organization).select_related(None).prefetch_related(None)
    rows = rows.order_by("pk").select_for_update()  # in order: no ring of waiting writers
    return list(rows.only("organization", "project", "kind", "number"))


def _drop(organization, keys):
    """The search row goes by its foreign key.

    _raw_delete, since delete() would read every turn first, to see what hangs on it.
    """
    for model, way in hanging():
        rows = model.objects.filter(organization=organization, **{f"{way}__in": keys})
        rows._raw_delete(rows.db)
    rows = Conversation.objects.of(organization).filter(pk__in=keys)
    rows._raw_delete(rows.db)


@cache
def hanging() -> list[tuple[type[Model], str]]:
    """Every table whose rows go with a conversation, the furthest first, and the way to it.

    Keys among them besides, like a note's to its turn, the database looks at when the transaction
    ends.
    """
    found: dict[type[Model], str] = {}
    steps = [(Conversation, "")]
    for model, way in steps:  # grows while it is walked, so the shortest way is found first
        for child, key in _children(model):
            if child not in found:
                found[child] = f"{key}__{way}" if way else key
                steps.append((child, found[child]))
    return list(reversed(found.items()))


def _children(model) -> Iterator[tuple[type[Model], str]]:
    """The models whose rows go with a row of this one, and the names of their keys to it."""
    for relation in model._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) is CASCADE and relation.auto_created:
            yield relation.related_model, relation.field.name


def _forget_work(organization, keys) -> set[UUID]:
    """The keys whose insight was due.

    What a worker holds it forgets by itself: waiting for it here could go round in a ring.
    """
    due = Due.objects.of(organization).filter(what=Due.INSIGHT, key__in=keys)
    free = dict(due.select_for_update(skip_locked=True).values_list("pk", "key"))
    Due.objects.filter(pk__in=list(free)).delete()
    return set(free.values())


def _events(organization, doomed, by):
    common = event_row(organization, by, "conversation.deleted") | {"detail": {}}
    return [common | {"about": row.reference, "subject": row.pk} for row in doomed]
