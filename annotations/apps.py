from django.apps import AppConfig

from organizations import kinds


class AnnotationsConfig(AppConfig):
    name = "annotations"

    def ready(self):
        kinds.register("merge_tags", "annotations.merge.MERGE")
        kinds.register("rename_tag", "annotations.tags.RENAMED")
