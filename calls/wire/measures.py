"""Version 1 of Roark's API: what is measured of a call (contract 1.13–1.15). Frozen."""

from typing import Literal

from calls.wire.call_out import calls_of
from conversations.wire.metrics import QUERY, MetricsOut, metrics_out
from conversations.wire.roark_v1 import find
from organizations.tenancy import within
from organizations.wire.roark_v1 import RoarkView
from web.answers import Out, Time, Uuid
from web.api import at
from web.openapi.describe import describe, one

CostSource = Literal[
    "SIM_PLATFORM_FEE",
    "SIM_TTS",
    "SIM_STT",
    "SIM_LLM",
    "SIM_TELEPHONY",
    "METRIC",
    "TRANSCRIPTION",
    "INTERNAL_LLM",
    "INTERNAL_STT",
]
CostSurface = Literal["SIMULATION", "POST_CALL"]
CostUnit = Literal[
    "MINUTES", "INPUT_TOKENS", "OUTPUT_TOKENS", "CHARACTERS", "AUDIO_SECONDS", "UNITS"
]


class SentimentRunOut(Out):
    """The judgement of a call's mood. None is made here, so the rest is null."""

    status: Literal["NOT_RUN"]
    averageSentiment: float | None
    averageCategoricalSentiment: Literal["NEUTRAL", "NEGATIVE", "POSITIVE"] | None
    commonEmotion: str | None


class CostPartOut(Out):
    """What one source cost."""

    source: CostSource
    surface: CostSurface
    quantity: float
    amountUsd: float
    amountUsdMicros: int


class CostItemOut(CostPartOut):
    """One line of the cost."""

    eventId: str
    occurredAt: Time
    quantityUnit: CostUnit
    provider: str | None
    model: str | None
    metricDefinitionId: str | None
    metricCollectionJobId: str | None
    simulationJobId: str | None


class CallCostOut(Out):
    """What a call cost. Nothing is billed here, so it is always nothing."""

    callId: Uuid
    currency: Literal["usd"]
    totalUsd: float
    totalUsdMicros: int
    breakdown: list[CostPartOut]
    items: list[CostItemOut]


def found(request, id):
    """The call that the path names, within its organization; 404 if there is none."""
    return find(calls_of(request.auth.project), id, "call")


class CallMetricsView(RoarkView):
    route = "/v1/call/{id}/metrics"
    resource = "Calls"

    @describe("Get a call's metrics", gives=one(MetricsOut), query=QUERY)
    def get(self, request, id):
        """What can be told of the transcript's times and the tools, computed as it is read."""
        with within(request.auth.organization):
            metrics = metrics_out(request.auth.project, found(request, id), request.GET)
        return self.answer({"data": metrics})


class CallSentimentView(RoarkView):
    route = "/v1/call/{id}/sentiment-run"
    resource = "Calls"

    @describe("Get a call's sentiment", gives=one(SentimentRunOut))
    def get(self, request, id):
        with within(request.auth.organization):
            found(request, id)
        nothing = ("averageSentiment", "averageCategoricalSentiment", "commonEmotion")
        return self.answer({"data": {"status": "NOT_RUN", **dict.fromkeys(nothing)}})


class CallCostView(RoarkView):
    route = "/v1/call/{id}/cost"
    resource = "Calls"

    @describe("Get a call's cost", gives=one(CallCostOut))
    def get(self, request, id):
        with within(request.auth.organization):
            call = found(request, id)
        nothing = {"totalUsd": 0, "totalUsdMicros": 0, "breakdown": [], "items": []}
        return self.answer({"data": {"callId": str(call.pk), "currency": "usd", **nothing}})


urlpatterns = [at(CallMetricsView), at(CallSentimentView), at(CallCostView)]
