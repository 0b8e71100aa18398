from django.db import migrations

from organizations.tenancy import AddTenantForeignKey, LockToOrganization

DETAILS = "calls_calldetails"


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_call_details"), ("conversations", "0002_two_locks")]

    operations = [
        AddTenantForeignKey(DETAILS, "conversation_id", "conversations_conversation"),
        LockToOrganization(DETAILS),
    ]
