from django.db import migrations

NAMED = """
UPDATE organizations_auditevent AS event
SET about = coalesce(
    (SELECT initcap(kind) || ' ' || number FROM conversations_conversation AS conversation
     WHERE conversation.organization_id = event.organization_id AND id = event.subject),
    'Conversation'
)
WHERE subject IS NOT NULL AND act <> 'conversation.deleted'
"""
SCORED = """
UPDATE organizations_auditevent AS event SET detail = detail - 'value' - 'before'
WHERE act LIKE 'score.%' AND detail->>'config' IN (
    SELECT version.name FROM annotations_scoreconfigversion AS version
    JOIN annotations_scoreconfig AS config
        ON config.organization_id = version.organization_id AND config.id = version.config_id
    WHERE config.kind = 'text' AND config.organization_id = event.organization_id
)
"""


class Migration(migrations.Migration):
    """Events outlive their conversation: its title and what was typed about it go (ADR 0014)."""

    dependencies = [
        ("annotations", "0007_anchors_hold"),
        ("organizations", "0006_events_say_who_and_stay"),
    ]

    operations = [
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        migrations.RunSQL(SCORED, migrations.RunSQL.noop),
    ]
