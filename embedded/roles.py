"""The two roles of ADR 0005 and the database, made as docs/deploy.md says; again is harmless."""

import psycopg
from psycopg import sql

DATABASE = "parley"
OWNER = "parley_owner"  # owns the tables, migrates
APP = "parley_app"  # web and worker: owns nothing, bound by row-level security
RIGHTS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE"


def establish(url, owner_may="NOCREATEDB"):
    """Make what is missing, by a superuser's connection URL."""
    with psycopg.connect(url, autocommit=True) as connection:
        for role, may in ((OWNER, owner_may), (APP, "NOCREATEDB")):
            establish_role(connection, role, may)
        if not exists(connection, "pg_database", "datname", DATABASE):
            statement = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def establish_role(connection, role, may):
    verb = "ALTER" if exists(connection, "pg_roles", "rolname", role) else "CREATE"
    statement = sql.SQL(f"{verb} ROLE {{}} {RIGHTS} {may}")
    connection.execute(statement.format(sql.Identifier(role)))


def exists(connection, catalog, column, name):
    statement = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(catalog), sql.Identifier(column)
    )
    return connection.execute(statement, [name]).fetchone() is not None
