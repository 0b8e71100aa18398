"""E-mails about mentions go to those who asked for them; until now nobody could."""

from django.db import migrations, models


def nobody_asked(apps, schema_editor):
    people = apps.get_model("organizations", "User").objects.using(schema_editor.connection.alias)
    people.filter(mails_mentions=True).update(mails_mentions=False)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0008_limits_by_key_and_sealed_answers")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="mails_mentions",
            field=models.BooleanField(
                default=False, verbose_name="wants an e-mail when somebody mentions them"
            ),
        ),
        migrations.RunPython(nobody_asked, migrations.RunPython.noop),
    ]
