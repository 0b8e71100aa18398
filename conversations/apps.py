from django.apps import AppConfig

from conversations import checks  # noqa: F401 (registers itself)
from organizations import kinds


class ConversationsConfig(AppConfig):
    name = "conversations"

    def ready(self):
        kinds.register("rename_agent", "conversations.agent_names.FOLLOW_NAME")
