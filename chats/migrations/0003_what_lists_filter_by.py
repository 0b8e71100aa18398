from django.db import migrations

FILL = """
UPDATE {table} AS row SET is_forwarded = details.is_forwarded_to_hr,
    token_count = details.token_count, response_time = details.avg_response_time
FROM chats_chatdetails AS details
WHERE details.organization_id = row.organization_id AND details.conversation_id = row.{key}
"""
MOVED = ("is_forwarded_to_hr", "token_count", "avg_response_time")


class Migration(migrations.Migration):
    """What lists filter by stands where they read it: in the conversation and its search row.

    It goes one way.
    """

    dependencies = [
        ("chats", "0002_two_locks"),
        ("conversations", "0013_lists_know_what_chatlogger_tells"),
    ]

    operations = [
        migrations.RunSQL(FILL.format(table="conversations_conversation", key="id")),
        migrations.RunSQL(FILL.format(table="search_row_store", key="conversation_id")),
        *(migrations.RemoveField("chatdetails", name) for name in MOVED),
    ]
