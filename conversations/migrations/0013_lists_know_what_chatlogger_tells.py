from django.db import migrations, models

from organizations.tenancy import CURRENT

COLUMNS = (
    "ALTER TABLE search_row_store ADD COLUMN IF NOT EXISTS is_forwarded boolean,"
    " ADD COLUMN IF NOT EXISTS token_count bigint,"
    " ADD COLUMN IF NOT EXISTS response_time double precision"
)
# For the lists' filters. Few are forwarded, and only chats of ChatLogger's have the figures.
INDEXES = """
CREATE INDEX IF NOT EXISTS search_row_forwarded ON search_row_store
    (organization_id, kind, started_at, conversation_id) WHERE is_forwarded;
CREATE INDEX IF NOT EXISTS search_row_token_count ON search_row_store
    (organization_id, kind, token_count, conversation_id) WHERE token_count IS NOT NULL;
CREATE INDEX IF NOT EXISTS search_row_response_time ON search_row_store
    (organization_id, kind, response_time, conversation_id) WHERE response_time IS NOT NULL;
"""
VIEW = (
    "CREATE OR REPLACE VIEW search_row AS SELECT * FROM search_row_store"
    f" WHERE organization_id = {CURRENT} WITH LOCAL CHECK OPTION"
)


class Migration(migrations.Migration):
    """Empty until chats.0003 fills them."""

    dependencies = [("conversations", "0012_who_spoke_took_part_there")]

    operations = [
        migrations.AddField("conversation", "is_forwarded", models.BooleanField(null=True)),
        migrations.AddField("conversation", "token_count", models.BigIntegerField(null=True)),
        migrations.AddField("conversation", "response_time", models.FloatField(null=True)),
        migrations.RunSQL(COLUMNS, migrations.RunSQL.noop),  # a view can't lose a column
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
        migrations.RunSQL(VIEW, migrations.RunSQL.noop),
    ]
