"""`manage.py check --deploy`: the second lock holds only a role that has no way around it."""

from django.core.checks import Error, Tags, Warning, register
from django.db import OperationalError, connection

ROLE = """
    SELECT rolname, rolsuper, rolbypassrls, EXISTS (
        SELECT FROM pg_class
        WHERE relkind IN ('r', 'p', 'v')
        AND relnamespace = 'public'::regnamespace
        AND pg_has_role(current_user, relowner, 'USAGE')
    )
    FROM pg_roles WHERE rolname = current_user
"""
HINT = "Let DATABASE_URL name a role of its own, and DATABASE_OWNER_URL the one that migrates."


@register(Tags.security, deploy=True)
def app_role_is_locked(app_configs, **kwargs):
    """Whether row-level security holds the role that the web and the worker log in with."""
    try:
        return faults_of(connection)
    except OperationalError as error:
        text = f"The database could not be asked what its role may do: {error}"
        return [Warning(text, id="organizations.W001")]


def faults_of(connection):
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        name, is_superuser, bypasses, owns = cursor.fetchone()
    faults = {"is a superuser": is_superuser, "has BYPASSRLS": bypasses, "owns tables": owns}
    return [
        Error(
            f"The role {name} {fault}, so row-level security does not hold it back.",
            hint=HINT,
            id="organizations.E001",
        )
        for fault, has_it in faults.items()
        if has_it
    ]
