from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from organizations.tenancy import AddTenantForeignKey

TURN = "conversations_turn"
TABLES = ("annotations_tagging", "annotations_note", "annotations_score")
KEY = f"ALTER TABLE {TURN} DROP CONSTRAINT turn_tenant_key, ADD CONSTRAINT turn_tenant_key UNIQUE"


def without_key(table):
    """Take the key of a table to a turn away."""
    key = AddTenantForeignKey(table, "turn_id", TURN)
    return migrations.RunSQL(key.reverse_sql, key.sql)


def quote_is_as_long(model):
    return migrations.AddConstraint(
        model_name=model,
        constraint=models.CheckConstraint(
            condition=Exact(Length("quote"), models.F("span_end") - models.F("span_start")),
            name=f"{model}_quote_is_as_long_as_its_span",
        ),
    )


class Migration(migrations.Migration):
    """An annotation's turn is one of its conversation; a quote is as long as its span."""

    dependencies = [
        ("annotations", "0006_who_made_the_tags"),
        ("conversations", "0011_keys_to_a_turn_name_its_conversation"),
    ]

    operations = [
        *map(without_key, TABLES),
        migrations.RunSQL(
            f"{KEY} (organization_id, conversation_id, id)", f"{KEY} (organization_id, id)"
        ),
        *(AddTenantForeignKey(t, "turn_id", TURN, shared=["conversation_id"]) for t in TABLES),
        *map(quote_is_as_long, ("tagging", "note", "score")),
    ]
