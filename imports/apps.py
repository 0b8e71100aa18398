from django.apps import AppConfig

from organizations import kinds


class ImportsConfig(AppConfig):
    name = "imports"

    def ready(self):
        kinds.register("import", "imports.job.IMPORT")
