from django.apps import AppConfig

from conversations import checks  # noqa: F401 (registers itself)


class ConversationsConfig(AppConfig):
    name = "conversations"
