from django.db import migrations

from conversations.text import normalise

AT_ONCE = 1000


def fold(apps, schema_editor):
    tags = apps.get_model("annotations", "Tag").objects.using(schema_editor.connection.alias)
    batch = []
    for tag in tags.filter(folded="").only("name").iterator(AT_ONCE):
        tag.folded = normalise(tag.name)
        batch.append(tag)
        if len(batch) == AT_ONCE:
            tags.bulk_update(batch, ["folded"])
            batch = []
    tags.bulk_update(batch, ["folded"])


class Migration(migrations.Migration):
    dependencies = [("annotations", "0010_tags_are_found_by_their_names")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
