"""What keeps the house in shape: layers, keys of tenants, locks, guards (docs/adr)."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F, UniqueConstraint

from annotations.models import ScoreConfig, ScoreConfigVersion
from conversations.models import Participant, Turn
from organizations.models import User
from organizations.tenancy import (
    OrganizationOwned,
    PersonForeignKey,
    TenantForeignKey,
    TenantOneToOneField,
)
from tests.addresses import of_an_organization

ROOT = Path(__file__).resolve().parent.parent
# An app may import itself and the apps above it here; chats and calls share a level.
LAYERS = [
    {"web"},
    {"organizations"},
    {"webhooks"},
    {"conversations"},
    {"annotations"},
    {"browsing"},
    {"chats", "calls"},
    {"imports"},
    {"demo"},
    {"config"},
]
APPS = set().union(*LAYERS)
OURS = [*sorted(APPS), "embedded"]
FILES = [path for app in OURS for path in sorted((ROOT / app).rglob("*.py"))]
CODE = [path for path in FILES if "migrations" not in path.parts]

OWNED = [
    model
    for model in apps.get_models()
    if issubclass(model, OrganizationOwned) and model._meta.managed
]
# Read before the organization is known, so they bear no policy, and no content.
KNOWN_BEFORE = {"Project", "Membership", "Invitation", "ApiKey", "Due"}


def imported_apps(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("level", range(len(LAYERS)), ids=lambda n: " ".join(sorted(LAYERS[n])))
def test_imports_point_down(level):
    for app in LAYERS[level]:
        allowed = {app}.union(*LAYERS[:level])
        for path in (ROOT / app).rglob("*.py"):
            assert set(imported_apps(path)) & {*APPS, "embedded"} <= allowed, path


def test_embedded_imports_none_of_the_apps():
    for path in (ROOT / "embedded").rglob("*.py"):
        assert not set(imported_apps(path)) & APPS, path


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_imported_inside_a_function(path):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, functions):
            inner = [n for n in ast.walk(node) if isinstance(n, (ast.Import, ast.ImportFrom))]
            assert not inner, f"{path}:{inner[0].lineno}"


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_unique_constraints_start_with_the_organization(model):
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            first = (constraint.fields or constraint.expressions)[0]
            assert first in ("organization", F("organization")), constraint.name


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_keys_within_an_organization_are_composite(model, db):
    for field in model._meta.concrete_fields:
        if not field.is_relation or not issubclass(field.related_model, OrganizationOwned):
            continue
        assert isinstance(field, (TenantForeignKey, TenantOneToOneField)), field
        columns = columns_of_foreign_key(f"{model._meta.db_table}_{field.column}_tenant_fk")
        assert columns == ["organization_id", *shared_by(field), field.column]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_row_level_security_locks_every_table_with_content(model, db):
    table = f"SELECT relrowsecurity FROM pg_class WHERE oid = '{model._meta.db_table}'::regclass"
    assert one(table) == (model.__name__ not in KNOWN_BEFORE)


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_the_database_itself_lets_go_of_a_deleted_person(model, db):
    """Where a policy hides rows, Django can't empty or delete them."""
    for field in model._meta.concrete_fields:
        if field.related_model is not User or model.__name__ in KNOWN_BEFORE:
            continue
        assert isinstance(field, PersonForeignKey), field
        name = f"{model._meta.db_table}_{field.column}_person_fk"
        then = "n" if field.null else "c"
        assert one(f"SELECT confdeltype::text FROM pg_constraint WHERE conname = '{name}'") == then


def test_the_tables_without_a_policy_are_the_five_that_say_so():
    assert {model.__name__ for model in OWNED} >= KNOWN_BEFORE


def test_every_view_below_an_organization_checks_membership():
    below = of_an_organization()
    assert below
    assert not [route for route, view in below if not hasattr(view, "scoped_to_organization")]


def shared_by(field):
    """What such a key has beside the organization: whose part the row is that it leads to."""
    if field.related_model in (Turn, Participant) or field.name == "thread":
        return ["conversation_id"]
    if field.related_model is ScoreConfigVersion:
        return ["id" if field.model is ScoreConfig else "config_id"]
    return []


def columns_of_foreign_key(name):
    return one(
        "SELECT array_agg(attname::text ORDER BY place)"
        " FROM pg_constraint, unnest(conkey) WITH ORDINALITY AS k(attnum, place)"
        " JOIN pg_attribute USING (attnum)"
        f" WHERE conname = '{name}' AND attrelid = conrelid"
    )


def one(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
