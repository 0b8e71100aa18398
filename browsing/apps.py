from django.apps import AppConfig

from organizations import kinds


class BrowsingConfig(AppConfig):
    name = "browsing"

    def ready(self):
        kinds.register("bulk", "browsing.bulk.job.BULK")
