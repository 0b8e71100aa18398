from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0009_replies_and_scores_hold")]

    operations = [
        migrations.AddField(
            model_name="tag",
            name="folded",
            field=models.TextField(db_default="", default="", editable=False),
        ),
    ]
