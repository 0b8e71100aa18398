from django.db import migrations

NAMED = """
UPDATE organizations_auditevent AS event
SET about = coalesce(
    (SELECT initcap(kind) || ' ' || number FROM conversations_conversation AS conversation
     WHERE conversation.organization_id = event.organization_id AND id = event.subject),
    'Conversation'
)
WHERE subject IS NOT NULL
    AND act IN ('conversation.tagged', 'conversation.untagged', 'review.changed', 'score.given')
    AND about <> 'Conversation' AND about !~ '^(Chat|Call) [0-9]+$'
"""


class Migration(migrations.Migration):
    """As 0008: until now bulk acts wrote titles into events, which outlive the conversation."""

    dependencies = [("annotations", "0011_names_as_searches_see_them")]

    operations = [migrations.RunSQL(NAMED, migrations.RunSQL.noop)]
