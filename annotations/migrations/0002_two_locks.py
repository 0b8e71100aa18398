from django.db import migrations

from organizations.tenancy import AddTenantForeignKey, LockToOrganization

TAGGING = "annotations_tagging"


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_tags"), ("conversations", "0002_two_locks")]

    operations = [
        AddTenantForeignKey(TAGGING, "conversation_id", "conversations_conversation"),
        AddTenantForeignKey(TAGGING, "turn_id", "conversations_turn"),
        AddTenantForeignKey(TAGGING, "tag_id", "annotations_tag"),
        LockToOrganization("annotations_tag"),
        LockToOrganization(TAGGING),
    ]
