"""Version 1 of Parley's own API: a conversation's generated title and summary (ADR 0012)."""

from conversations.models import Conversation, Insight, Turn
from conversations.wire.parley_v1 import ParleyView
from organizations.tenancy import within
from web.answers import Out, Time, Uuid
from web.api import at
from web.openapi.describe import describe, one
from web.values import wire_time


class ParleySentenceOut(Out):
    """A sentence of a summary."""

    text: str
    turnNumbers: list[int]
    """The turns that it rests on: their places as sent, from 1."""
    unsupported: list[str]
    """Its numbers, amounts, dates, times, addresses, ids and names that these turns don't have."""


class ParleyInsightOut(Out):
    """What a generator wrote of a conversation, what that rests on, and where it comes from."""

    conversationId: Uuid
    title: str | None
    """null: nothing could be told. A person's title or an API's shows in its place."""
    summary: str
    """The sentences without an unsupported fact. A person's summary shows in its place."""
    sentences: list[ParleySentenceOut]
    generator: str
    version: str
    """Of the generator."""
    model: str | None
    promptHash: str | None
    inputHash: str
    """SHA-256 of number, role and text of each turn, hexadecimal."""
    turnCount: int
    """How many turns it was written of."""
    note: str | None
    """Why this generator stood in for another."""
    durationMs: int
    tokens: int | None
    createdAt: Time
    isStale: bool
    """Whether more was said since. It renews itself."""


def insight_out(
    conversation: Conversation, insight: Insight, numbers: dict[int, int]
) -> ParleyInsightOut:
    """numbers are those of the turns, by key."""
    return {
        "conversationId": str(conversation.pk),
        "title": insight.title,
        "summary": insight.summary,
        "sentences": [sentence_out(sentence, numbers) for sentence in insight.sentences],
        "generator": insight.generator,
        "version": insight.version,
        "model": insight.model,
        "promptHash": insight.prompt_hash,
        "inputHash": insight.input_hash,
        "turnCount": insight.turn_count,
        "note": insight.note,
        "durationMs": insight.duration_ms,
        "tokens": insight.tokens,
        "createdAt": wire_time(insight.created_at),
        "isStale": insight.turn_count < conversation.turn_count,
    }


def sentence_out(sentence: dict, numbers: dict[int, int]) -> ParleySentenceOut:
    return {
        "text": sentence["text"],
        "turnNumbers": [numbers[key] for key in sentence["turns"] if key in numbers],
        "unsupported": sentence.get("unsupported", []),
    }


def numbers_of(insight: Insight) -> dict[int, int]:
    """The numbers of the turns that it rests on, by key; one statement."""
    keys = {key for sentence in insight.sentences for key in sentence["turns"]}
    turns = Turn.objects.of(insight.organization).filter(pk__in=keys)
    return dict(turns.values_list("pk", "number"))


class ParleyInsightView(ParleyView):
    route = "/api/parley/v1/conversations/{id}/insight"
    resource = "Insights"

    @describe("Get a conversation's insight", gives=one(ParleyInsightOut | None))
    def get(self, request, id):
        """The newest title and summary that a generator wrote; null as long as none did."""
        conversation = self.conversation(id)
        with within(self.organization()):
            insights = Insight.objects.of(self.organization()).filter(conversation=conversation)
            insight = insights.newest_first().first()
            numbers = numbers_of(insight) if insight else {}
        shown = insight and insight_out(conversation, insight, numbers)
        return self.answer({"data": shown})


urlpatterns = [at(ParleyInsightView)]
