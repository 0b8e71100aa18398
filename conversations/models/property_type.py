from django.db import models

from organizations.tenancy import OrganizationOwned, TenantForeignKey


class PropertyType(OrganizationOwned):
    """The type that a project first stored a property with: later changes keep to it.

    Written when a property is first changed, not as conversations arrive (contract 5.11).
    """

    class Type(models.TextChoices):
        TEXT = "text"
        NUMBER = "number"
        BOOLEAN = "boolean"

    project = TenantForeignKey(
        "organizations.Project", models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=512)  # the plain one
    type = models.CharField(max_length=7, choices=Type)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "project", "name"], name="property_has_one_type"
            ),
        ]
