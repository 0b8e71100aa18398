from django.db import migrations

# Whoever first put it somewhere made it
FILL = """
UPDATE annotations_tag AS tag
SET source = first.source, made_by = first.author_name
FROM (
    SELECT DISTINCT ON (organization_id, tag_id) organization_id, tag_id, source, author_name
    FROM annotations_tagging ORDER BY organization_id, tag_id, id
) AS first
WHERE first.organization_id = tag.organization_id AND first.tag_id = tag.id AND tag.source IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0005_makers_and_order")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
