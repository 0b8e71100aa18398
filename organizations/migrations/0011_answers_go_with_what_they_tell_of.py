from django.db import migrations, models


class Migration(migrations.Migration):
    """What was answered before tells of nothing that can be deleted; it goes within a day."""

    dependencies = [("organizations", "0010_answers_to_members")]

    operations = [
        migrations.AddField("keptanswer", "about", models.UUIDField(null=True)),
        migrations.AddIndex(
            "keptanswer",
            models.Index(
                fields=["organization", "about"],
                condition=models.Q(("about__isnull", False)),
                name="kept_answer_about",
            ),
        ),
    ]
