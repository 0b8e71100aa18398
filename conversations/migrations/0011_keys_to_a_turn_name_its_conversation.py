from django.db import migrations, models


class Migration(migrations.Migration):
    """State alone: annotations.0007, whose keys hang on this constraint, makes it anew."""

    dependencies = [("conversations", "0010_types_of_properties")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name="turn", name="turn_tenant_key"),
                migrations.AddConstraint(
                    model_name="turn",
                    constraint=models.UniqueConstraint(
                        fields=("organization", "conversation", "id"), name="turn_tenant_key"
                    ),
                ),
            ]
        ),
    ]
