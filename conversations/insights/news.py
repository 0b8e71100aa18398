"""Telling webhooks what came of an analysis, the writing of a title and a summary (ADR 0019).

Each in the transaction of what it tells, while the caller holds the conversations: so the order
of what is told of one of them can be restored.
"""

from collections.abc import Iterable
from uuid import UUID, uuid5

from conversations.insights.generator import Dialogue, Generator
from conversations.models import Conversation, Insight, Kind
from organizations.models import Organization
from webhooks.publish import News, publish

COMPLETED = {Kind.CALL: "CALL_ANALYSIS_COMPLETED", Kind.CHAT: "CHAT_ANALYSIS_COMPLETED"}
FAILED = {Kind.CALL: "CALL_ANALYSIS_FAILED", Kind.CHAT: "CHAT_ANALYSIS_FAILED"}
CANCELLED = {Kind.CALL: "CALL_ANALYSIS_CANCELLED"}  # Roark has no such event of chats
REASON = "No generator could write a title and a summary."


def tell(organization: Organization, insights: Iterable[Insight]):
    """They were written. Again of the same input, it is told again."""
    publish(organization, [_completed(insight) for insight in insights])


def tell_failed(
    organization: Organization,
    generator: Generator,
    failed: Iterable[tuple[Conversation, Dialogue]],
):
    """Nothing could be written, this time."""
    publish(organization, [_failed(generator, *one) for one in failed])


def tell_cancelled(organization: Organization, deleted: Iterable[Conversation]):
    """They are deleted, and were due to be analysed."""
    calls = [conversation for conversation in deleted if conversation.kind in CANCELLED]
    publish(organization, [_cancelled(conversation) for conversation in calls])


def _completed(insight):
    by = (insight.generator, insight.version, insight.model)
    job = _job(insight.conversation_id, insight.input_hash, *by)
    return _news(COMPLETED, insight.conversation, job)


def _failed(generator, conversation, dialogue):
    job = _job(conversation.pk, dialogue.hash, generator.name, generator.version)
    return _news(FAILED, conversation, job, errorMessage=REASON)


def _cancelled(conversation):
    return _news(CANCELLED, conversation, uuid5(conversation.pk, "cancelled"))  # nobody began it


def _job(key, input_hash, generator, version, model=None) -> UUID:
    """The same for the same text by the same generator."""
    return uuid5(key, f"{input_hash} {generator} {version} {model or ''}")


def _news(names, conversation, job, **more):
    kind = conversation.kind
    data = {f"{kind}Id": str(conversation.pk), f"{kind}AnalysisJobId": str(job), **more}
    return News(conversation.project_id, names[kind], data)
