from django.db import migrations, models

from organizations.tenancy import AddTenantForeignKey

PARTICIPANT = "conversations_participant"
TABLES = ("conversations_turn", "conversations_toolinvocation")
KEY = (
    f"ALTER TABLE {PARTICIPANT} DROP CONSTRAINT participant_tenant_key,"
    " ADD CONSTRAINT participant_tenant_key UNIQUE"
)


def without_key(table):
    """Take the key of a table to a participant away."""
    key = AddTenantForeignKey(table, "participant_id", PARTICIPANT)
    return migrations.RunSQL(key.reverse_sql, key.sql)


def with_key(table):
    return AddTenantForeignKey(table, "participant_id", PARTICIPANT, shared=["conversation_id"])


class Migration(migrations.Migration):
    """Who said or did something is a participant of that conversation.

    And whether anybody's turns are left, which the database asks when a participant goes, is
    found by the index of the conversation's turns.
    """

    dependencies = [("conversations", "0011_keys_to_a_turn_name_its_conversation")]

    operations = [
        *map(without_key, TABLES),
        migrations.RunSQL(
            f"{KEY} (organization_id, conversation_id, id)",
            f"{KEY} (organization_id, id)",
            state_operations=[
                migrations.RemoveConstraint("participant", "participant_tenant_key"),
                migrations.AddConstraint(
                    "participant",
                    models.UniqueConstraint(
                        fields=("organization", "conversation", "id"),
                        name="participant_tenant_key",
                    ),
                ),
            ],
        ),
        *map(with_key, TABLES),
    ]
