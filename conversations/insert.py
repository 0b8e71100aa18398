"""The statements that Django lacks: many rows at a small price, and only those that are missing."""

import json

from django.db import connection
from django.db.models.expressions import DatabaseDefault


def insert_all(model, rows: list[dict], **computed: tuple[str, str]):
    """Insert rows, all with the same columns by attname, in their order and in one statement.

    They travel as one JSON text: bulk_create takes five times as long for the turns of a
    conversation, and they are most of what an arrival costs. computed gives for a column the
    type that it travels in, and the SQL that makes its value of `sent`, the row that came.
    """
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(*_insert(model, rows, computed))


def insert_free(model, rows: list[dict], *columns: str) -> list[tuple]:
    """As insert_all, without those that break a unique constraint; of the others these columns."""
    if not rows:
        return []
    sql, values = _insert(model, rows, {})
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ON CONFLICT DO NOTHING RETURNING {', '.join(columns)}", values)
        return cursor.fetchall()


def update_all(model, organization, rows: list[dict], **computed: tuple[str, str]):
    """Update rows of an organization, each found by its primary key, as insert_all inserts."""
    if not rows:
        return
    values, sent = _sent(model, rows, computed)
    table, key = model._meta.db_table, connection.ops.quote_name(model._meta.pk.column)
    changes = ", ".join(f"{column} = {value}" for column, value in values.items() if column != key)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {changes} FROM {sent}"
            f" WHERE {table}.organization_id = %s AND {table}.{key} = {values[key]}",
            [_packed(rows), organization.pk],
        )


def _insert(model, rows, computed):
    values, sent = _sent(model, rows, computed)
    into = f"INSERT INTO {model._meta.db_table} ({', '.join(values)})"
    return f"{into} SELECT {', '.join(values.values())} FROM {sent}", [_packed(rows)]


def _sent(model, rows, computed):
    """The SQL of each column's value, and of the rows that arrive in a parameter, as `sent`."""
    quote = connection.ops.quote_name
    by_attname = {field.attname: field for field in model._meta.concrete_fields}
    fields = {name: by_attname[name] for name in [*rows[0], *computed]}
    types = {name: field.db_type(connection) for name, field in fields.items()}
    types |= {name: travels for name, (travels, _) in computed.items()}
    values = {name: f"sent.{quote(name)}" for name in fields}
    values |= {name: sql for name, (_, sql) in computed.items()}
    columns = ", ".join(f"{quote(name)} {type}" for name, type in types.items())
    by_column = {quote(field.column): values[name] for name, field in fields.items()}
    return by_column, f"json_to_recordset(%s::json) AS sent ({columns})"


def _packed(rows):
    return json.dumps(rows, ensure_ascii=False, default=str)


def _is_given(field, row):
    """Whether the row tells it: a key and a default that the database makes are its to give."""
    value = getattr(row, field.attname)
    return not (field.db_returning and (value is None or isinstance(value, DatabaseDefault)))


def insert_missing(model, rows) -> set:
    """Insert rows of a model but for those that break a unique constraint; the keys that went in.

    A race for the same row is thereby decided by the database, without an error that would
    end the transaction.
    """
    fields = [field for field in model._meta.concrete_fields if _is_given(field, rows[0])]
    rows = [
        [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
        for row in rows
    ]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["({})".format(", ".join(["%s"] * len(fields)))] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {places}"
            f" ON CONFLICT DO NOTHING RETURNING {model._meta.pk.column}",
            [value for row in rows for value in row],
        )
        return {key for (key,) in cursor.fetchall()}
