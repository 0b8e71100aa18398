from django.db import migrations

# As conversations.properties.plain makes them, of what chats.metadata names
FILL = """
UPDATE search_row_store AS row SET properties = jsonb_strip_nulls(jsonb_build_object(
    'language_code', told.language,
    'sentiment', told.sentiment,
    'user_rating', told.rating::text,
    'is_escalated', told.is_escalated::text,
    'question_category', told.category,
    'is_forwarded_to_hr', told.is_forwarded::text,
    'token_count', told.token_count::text,
    'avg_response_time', told.response_time::text,
    'country_code', details.country_code,
    'ip_address', details.ip_address,
    'session_id', details.session_id,
    'transcript_link', left(details.transcript_link, 256)
)) || row.properties
FROM chats_chatdetails AS details
JOIN conversations_conversation AS told
    ON told.organization_id = details.organization_id AND told.id = details.conversation_id
WHERE details.organization_id = row.organization_id
    AND details.conversation_id = row.conversation_id
"""


class Migration(migrations.Migration):
    """Filters by property find what ChatLogger's API tells of a chat, by its published names."""

    dependencies = [("chats", "0003_what_lists_filter_by")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
