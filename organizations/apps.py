from django.apps import AppConfig

from organizations import checks  # noqa: F401 (registers itself)


class OrganizationsConfig(AppConfig):
    name = "organizations"
