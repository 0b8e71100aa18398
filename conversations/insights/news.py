"""Telling webhooks that a conversation was analysed: it has its title and summary (ADR 0019)."""

from uuid import UUID, uuid5

from conversations.models import Insight, Kind
from organizations.models import Organization
from webhooks.publish import News, publish

COMPLETED = {Kind.CALL: "CALL_ANALYSIS_COMPLETED", Kind.CHAT: "CHAT_ANALYSIS_COMPLETED"}


def tell(organization: Organization, insights: list[Insight]):
    """In the transaction in which they are stored. Again of the same input, it is told again."""
    publish(organization, map(_news, insights))


def _news(insight):
    conversation = insight.conversation
    kind = conversation.kind
    data = {f"{kind}Id": str(conversation.pk), f"{kind}AnalysisJobId": str(_job(insight))}
    return News(conversation.project_id, COMPLETED[kind], data)


def _job(insight) -> UUID:
    """The same for the same text by the same generator."""
    by = f"{insight.generator} {insight.version} {insight.model or ''}"
    return uuid5(insight.conversation_id, f"{insight.input_hash} {by}")
