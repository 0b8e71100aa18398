from django.db import migrations

from organizations.tenancy import AddTenantForeignKey, LockToOrganization

DETAILS = "chats_chatdetails"


class Migration(migrations.Migration):
    dependencies = [("chats", "0001_chat_details"), ("conversations", "0002_two_locks")]

    operations = [
        AddTenantForeignKey(DETAILS, "conversation_id", "conversations_conversation"),
        LockToOrganization(DETAILS),
    ]
