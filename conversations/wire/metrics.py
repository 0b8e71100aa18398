"""Version 1 of Roark's API: the metrics of a chat or a call (contract 1.4, 1.13). Frozen."""

from typing import Literal, NotRequired

from django.http import QueryDict

from conversations.measures import Absent
from conversations.metrics import METRICS, Metric, record_of
from conversations.models import Conversation
from organizations.models import Project
from web import query
from web.answers import Out, Time, Uuid
from web.values import wire_time

STATUSES = {"success": False, "all": True}
QUERY = (
    query.choice_parameter(
        "status", STATUSES, "`all`: also what has no value, and why.", default="success"
    ),
    query.text_parameter("flatten", "`true`: a flat list of values, each with its metric."),
)


class MetricUnitOut(Out):
    """What a value is counted in."""

    name: str
    symbol: str | None


class MetricValueOut(Out):
    """One value of a metric."""

    captureStatus: Literal["SUCCESS", *Absent]
    """Anything but `SUCCESS` comes without a value, and only if `status` is `all`."""
    computedAt: Time
    """When what it is computed of changed last: a value is never older than that."""
    context: Literal["CALL"]
    """The whole conversation, be it a call or a chat."""
    participantRole: NotRequired[Literal["agent", "customer"]]
    """Whose value it is; only of a metric for each participant."""
    confidence: NotRequired[float]
    value: NotRequired[float]


class MetricHeadOut(Out):
    """What is measured."""

    metricDefinitionId: Uuid
    metricId: str
    """The same as `slug`."""
    slug: str
    name: str
    description: str
    type: Literal["COUNT", "NUMERIC"]
    scope: Literal["GLOBAL", "PER_PARTICIPANT"]
    unit: MetricUnitOut | None


class MetricOut(MetricHeadOut):
    """A metric, and its values."""

    values: list[MetricValueOut]


class FlatMetricOut(MetricHeadOut, MetricValueOut):
    """A value, and its metric."""


MetricsOut = list[MetricOut] | list[FlatMetricOut]


def metrics_out(project: Project, conversation: Conversation, params: QueryDict) -> MetricsOut:
    """The metrics of a conversation as the query wants them; two statements."""
    everything = query.choice(params, "status", STATUSES, "success")
    record = record_of(project.organization, conversation)
    at = wire_time(conversation.updated_at)
    found = [{**head_out(m), "values": values_out(m, record, at, everything)} for m in METRICS]
    found = [metric for metric in found if metric["values"]]
    return flat(found) if params.get("flatten") == "true" else found


def head_out(metric: Metric) -> MetricHeadOut:
    name, symbol = metric.unit or (None, None)
    return {
        "metricDefinitionId": str(metric.id),
        "metricId": metric.slug,
        "slug": metric.slug,
        "name": metric.name,
        "description": metric.description,
        "type": metric.type,
        "scope": "PER_PARTICIPANT" if metric.by_role else "GLOBAL",
        "unit": {"name": name, "symbol": symbol} if metric.unit else None,
    }


def values_out(metric: Metric, record, at: str, everything: bool) -> list[MetricValueOut]:
    return [
        {
            "captureStatus": str(value) if isinstance(value, Absent) else "SUCCESS",
            "computedAt": at,
            "context": "CALL",
            **({"participantRole": role} if role else {}),
            **({} if isinstance(value, Absent) else {"value": value, "confidence": 1}),
        }
        for role, value in metric.values(record)
        if everything or not isinstance(value, Absent)
    ]


def flat(metrics: list[MetricOut]) -> list[FlatMetricOut]:
    heads = ({k: v for k, v in metric.items() if k != "values"} for metric in metrics)
    pairs = zip(heads, metrics, strict=True)
    return [{**head, **value} for head, metric in pairs for value in metric["values"]]
