"""The two locks between organizations (ADR 0005).

The first is in the schema and the queries: every row names its organization, foreign
keys inside one are composite in the database, queries start with `.of(organization)`.
The second is PostgreSQL's row-level security, which reads the setting that within() makes.
"""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.operations import RunSQL
from django.db.models.lookups import Exact

SETTING = "app.organization_id"
CURRENT = f"nullif(current_setting('{SETTING}', true), '')::bigint"


@contextmanager
def within(organization):
    """A transaction that sees and writes the rows of one organization alone.

    Nested, it is a savepoint, and the outer organization is put back at its end.
    """
    nested = connection.in_atomic_block
    before = getattr(connection, "organization_id", None) if nested else None
    with transaction.atomic():
        _set(organization.pk)
        try:
            yield
        finally:
            connection.organization_id = before
        if nested:
            _set(before)


def _set(organization_id):
    with connection.cursor() as cursor:
        value = "" if organization_id is None else str(int(organization_id))
        cursor.execute(f"SET LOCAL {SETTING} = '{value}'")
    connection.organization_id = organization_id


class OrganizationQuerySet(models.QuerySet):
    """Rows that belong to organizations; every query of them starts with of()."""

    def of(self, organization):
        return self.filter(organization=organization)


class OrganizationOwned(models.Model):
    """A row of one organization. Its unique constraints start with the organization."""

    organization = models.ForeignKey(
        "organizations.Organization", models.CASCADE, related_name="+", db_index=False
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        abstract = True


class TenantForeignKey(models.ForeignKey):
    """A foreign key within one organization. Pair it with AddTenantForeignKey."""

    def __init__(self, to, on_delete, **kwargs):
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def get_extra_restriction(self, alias, related_alias):
        return within_one_organization(self, alias, related_alias)


class TenantOneToOneField(models.OneToOneField):
    """A one-to-one row within one organization. Pair it with AddTenantForeignKey."""

    def __init__(self, to, on_delete, **kwargs):
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def get_extra_restriction(self, alias, related_alias):
        return within_one_organization(self, alias, related_alias)


class PersonForeignKey(models.ForeignKey):
    """The person behind a row that outlives them. Pair it with AddPersonForeignKey.

    The database empties it when the person is deleted, in every organization: the app, within
    one or none, sees no others' rows. Keep the name beside it.
    """

    def __init__(self, to=settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, **kwargs):
        kwargs = {"null": True} | kwargs | {"db_constraint": False}
        super().__init__(to, on_delete, **kwargs)


def within_one_organization(field, alias, related_alias):
    """Join within one organization: a stray row can't match, and Citus asks for it."""
    here = field.model._meta.get_field("organization").get_col(related_alias)
    there = field.remote_field.model._meta.get_field("organization").get_col(alias)
    return Exact(there, here)


class AddTenantForeignKey(RunSQL):
    """Constrain (organization_id, column) of child to (organization_id, id) of parent.

    shared are further columns that both have, and have alike; there, what the parent calls them.
    """

    def __init__(self, child, column, parent, key="id", shared=(), there=()):
        name = f"{child}_{column}_tenant_fk"
        super().__init__(
            f"ALTER TABLE {child} ADD CONSTRAINT {name}"
            f" FOREIGN KEY ({', '.join(['organization_id', *shared, column])})"
            f" REFERENCES {parent} ({', '.join(['organization_id', *(there or shared), key])})"
            " DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {child} DROP CONSTRAINT {name}",
        )


class AddPersonForeignKey(RunSQL):
    """Have the database empty the column, or drop the row, when the person is deleted."""

    def __init__(self, table, column, then="SET NULL"):
        name = f"{table}_{column}_person_fk"
        super().__init__(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column})"
            f" REFERENCES organizations_user (id) ON DELETE {then} DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )


class LockToOrganization(RunSQL):
    """Row-level security: of this table parley_app sees the current organization's rows only."""

    def __init__(self, table):
        super().__init__(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY {table}_of_the_organization ON {table}"
            f" USING (organization_id = {CURRENT})",
            f"DROP POLICY {table}_of_the_organization ON {table};"
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        )


class NarrowGrant(RunSQL):
    """Of a table, let the web and the worker change only these columns, and delete or not."""

    def __init__(self, table, update=(), delete=False):
        role = '"{}"'.format(settings.DATABASES["default"]["USER"].replace('"', ""))
        taken = "UPDATE" if delete else "UPDATE, DELETE"
        given = f"GRANT UPDATE ({', '.join(update)}) ON {table} TO {role};" if update else ""
        super().__init__(
            f"REVOKE {taken} ON {table} FROM {role};{given}",
            f"GRANT UPDATE, DELETE ON {table} TO {role}",
        )


class GrantToApp(RunSQL):
    """Let the web and the worker use, but not own, what the owner has made and will make."""

    def __init__(self):
        role = '"{}"'.format(settings.DATABASES["default"]["USER"].replace('"', ""))
        rows = "SELECT, INSERT, UPDATE, DELETE"
        super().__init__(
            f"GRANT USAGE ON SCHEMA public TO {role};"
            f"GRANT {rows} ON ALL TABLES IN SCHEMA public TO {role};"
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};"
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rows} ON TABLES TO {role};"
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
            f" GRANT USAGE, SELECT ON SEQUENCES TO {role};",
            RunSQL.noop,
        )
