from django.db import migrations

from organizations.tenancy import CURRENT

# A view can't lose a column; it gets its grants anew by the owner's default privileges.
CHANGE = (
    "DROP VIEW search_row;"
    "ALTER TABLE search_row_store {change};"
    "CREATE VIEW search_row AS SELECT * FROM search_row_store"
    f" WHERE organization_id = {CURRENT} WITH LOCAL CHECK OPTION"
)


class Migration(migrations.Migration):
    """Searches ask the tags themselves (ADR 0006).

    Tokens of a row may still hold words of its tags until they are put anew; the text decides,
    so that finds nothing wrong. Turned back, the column is there and empty.
    """

    dependencies = [("conversations", "0013_lists_know_what_chatlogger_tells")]

    operations = [
        migrations.RunSQL(
            CHANGE.format(change="DROP COLUMN tags"),
            CHANGE.format(change="ADD COLUMN tags text NOT NULL DEFAULT ''"),
        ),
    ]
