from django.db import migrations

# The dashboard's sorts, over all projects, beside the one by start
INDEXES = """
CREATE INDEX IF NOT EXISTS search_row_title_key ON search_row_store
    (organization_id, kind, title_key, conversation_id);
CREATE INDEX IF NOT EXISTS search_row_duration_ms ON search_row_store
    (organization_id, kind, duration_ms, conversation_id);
"""
DROP = "DROP INDEX search_row_title_key; DROP INDEX search_row_duration_ms;"


class Migration(migrations.Migration):
    """A title lies out of line, so that sorting the rows by it reads each one many times."""

    dependencies = [("conversations", "0016_review_states_leave_the_search_row")]

    operations = [migrations.RunSQL(INDEXES, DROP)]
