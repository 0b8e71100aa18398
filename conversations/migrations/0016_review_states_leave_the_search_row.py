from django.db import migrations

from organizations.tenancy import CURRENT

# A view can't lose a column; it gets its grants anew by the owner's default privileges.
CHANGE = (
    "DROP VIEW search_row;"
    "ALTER TABLE search_row_store {change};"
    "CREATE VIEW search_row AS SELECT * FROM search_row_store"
    f" WHERE organization_id = {CURRENT} WITH LOCAL CHECK OPTION"
)
COLUMN = "ADD COLUMN review_state varchar(9) NOT NULL DEFAULT 'new'"
FILL = """
UPDATE search_row_store s SET review_state = c.review_state FROM conversations_conversation c
WHERE c.organization_id = s.organization_id AND c.id = s.conversation_id
    AND c.review_state <> 'new'
"""
INDEX = (
    "CREATE INDEX search_row_review_state ON search_row_store"
    " (organization_id, kind, review_state, conversation_id)"
)


class Migration(migrations.Migration):
    """Lists ask the conversations themselves (ADR 0006). The index goes with its column."""

    dependencies = [("conversations", "0015_lists_look_up_the_review_state")]

    operations = [
        migrations.RunSQL(
            CHANGE.format(change="DROP COLUMN review_state"),
            [CHANGE.format(change=COLUMN), FILL, INDEX],
        ),
    ]
