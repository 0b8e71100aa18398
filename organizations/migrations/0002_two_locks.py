from django.db import migrations

from organizations.tenancy import AddTenantForeignKey, GrantToApp, LockToOrganization


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_people_and_keys")]

    operations = [
        GrantToApp(),
        AddTenantForeignKey("organizations_apikey", "project_id", "organizations_project"),
        AddTenantForeignKey("organizations_auditevent", "api_key_id", "organizations_apikey"),
        LockToOrganization("organizations_auditevent"),
    ]
