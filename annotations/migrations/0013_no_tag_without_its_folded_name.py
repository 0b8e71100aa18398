from importlib import import_module

from django.db import migrations, models

fold = import_module("annotations.migrations.0011_names_as_searches_see_them").fold


class Migration(migrations.Migration):
    """A default let the insert of tags that arrive leave the folded name out."""

    dependencies = [("annotations", "0012_bulk_acts_keep_no_titles")]

    operations = [
        migrations.AlterField("tag", "folded", models.TextField(editable=False)),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
