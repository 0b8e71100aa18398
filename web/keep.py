"""Rows that stay while something that refers to them is written."""

from django.db.models import Model, QuerySet


def keep(rows: QuerySet) -> list[Model]:
    """The rows of a queryset, none of which can be deleted until the transaction ends.

    They may be changed meanwhile, and others may keep them too.
    """
    sql, params = rows.query.sql_with_params()
    return list(rows.model.objects.raw(f"{sql} FOR KEY SHARE", params))
