from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("conversations", "0014_tags_leave_the_search_row")]

    operations = [
        AddIndexConcurrently(
            "conversation",
            models.Index(
                fields=["organization", "review_state", "id"], name="conversation_by_review_state"
            ),
        ),
    ]
