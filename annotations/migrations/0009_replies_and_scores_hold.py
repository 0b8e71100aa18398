from django.db import migrations, models

from organizations.tenancy import AddTenantForeignKey

NOTE, SCORE = "annotations_note", "annotations_score"
CONFIG, VERSION = "annotations_scoreconfig", "annotations_scoreconfigversion"


def without_key(table, column, parent):
    """Take the key of a table away that has the organization alone beside its column."""
    key = AddTenantForeignKey(table, column, parent)
    return migrations.RunSQL(key.reverse_sql, key.sql)


class Migration(migrations.Migration):
    """A reply is in its thread's conversation; a score's and a config's version is the config's."""

    dependencies = [("annotations", "0008_the_audit_keeps_no_words")]

    operations = [
        migrations.AddConstraint(
            "note",
            models.UniqueConstraint(
                fields=("organization", "conversation", "id"), name="note_of_its_conversation"
            ),
        ),
        migrations.RemoveIndex("note", "note_in_order"),
        without_key(NOTE, "thread_id", NOTE),
        AddTenantForeignKey(NOTE, "thread_id", NOTE, shared=["conversation_id"]),
        without_key(SCORE, "version_id", VERSION),
        without_key(CONFIG, "current_id", VERSION),
        migrations.RemoveConstraint("scoreconfigversion", "score_config_version_tenant_key"),
        migrations.AddConstraint(
            "scoreconfigversion",
            models.UniqueConstraint(
                fields=("organization", "config", "id"), name="score_config_version_tenant_key"
            ),
        ),
        AddTenantForeignKey(SCORE, "version_id", VERSION, shared=["config_id"]),
        AddTenantForeignKey(CONFIG, "current_id", VERSION, shared=["id"], there=["config_id"]),
    ]
