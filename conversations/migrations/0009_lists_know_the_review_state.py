from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from organizations.tenancy import CURRENT

# Every row so far is new, as its conversation is: the default fills them.
COLUMN = "ALTER TABLE search_row_store ADD COLUMN IF NOT EXISTS review_state varchar(9) NOT NULL DEFAULT 'new'"
INDEX = (  # the dashboard's sort by review state, and its filter where few are in one
    "CREATE INDEX IF NOT EXISTS search_row_review_state ON search_row_store"
    " (organization_id, kind, review_state, conversation_id)"
)
VIEW = (
    "CREATE OR REPLACE VIEW search_row AS SELECT * FROM search_row_store"
    f" WHERE organization_id = {CURRENT} WITH LOCAL CHECK OPTION"
)


class Migration(migrations.Migration):
    dependencies = [("conversations", "0008_review_state")]

    operations = [
        ValidateConstraint("conversation", "conversation_review_state_is_known"),
        ValidateConstraint("conversation", "conversation_review_says_by_whom_and_when"),
        migrations.RunSQL(COLUMN, migrations.RunSQL.noop),  # a view can't lose a column
        migrations.RunSQL(INDEX, migrations.RunSQL.noop),
        migrations.RunSQL(VIEW, migrations.RunSQL.noop),
    ]
