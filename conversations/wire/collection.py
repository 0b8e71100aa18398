"""Version 1 of Roark's API: asking for metrics along with a change (contract 1.9, 1.12). Frozen.

Metrics are computed when they are read, so a job to compute them is done as soon as it is asked.
"""

from typing import Literal

from django.utils import timezone
from pydantic import model_validator
from uuid_utils.compat import uuid7

from conversations.metrics import known
from conversations.models import Conversation
from organizations.authentication import demand
from organizations.models import ApiKey
from web.answers import Out, Time, Uuid
from web.fields import Wire, WireList, WireText, fault, refuse
from web.values import wire_time
from webhooks.publish import News, publish

MOST_METRICS = 20


class MetricRefIn(Wire):
    """A metric, by the id of its definition or by its slug."""

    id: WireText(1, 255)


class CollectingIn(Wire):
    """A change after which metrics may be wanted."""

    metrics: WireList(MetricRefIn) | None = None
    """At most 20, for which the key needs `metric:create`. They are never out of date."""

    @model_validator(mode="after")
    def are_not_too_many(self):
        if len(self.metrics or ()) > MOST_METRICS:
            refuse(fault("metrics", message=f"Input should have at most {MOST_METRICS} metrics"))
        return self


class MetricJobOut(Out):
    """The computation of metrics."""

    id: Uuid
    status: Literal["COMPLETED"]
    triggeredBy: Literal["USER_API"]
    totalItems: int
    completedItems: int
    failedItems: int
    policyIds: list[Uuid]
    createdAt: Time
    startedAt: Time | None
    completedAt: Time | None
    updatedAt: Time
    errorMessage: str | None


class CollectedOut(Out):
    """What became of the metrics that were wanted."""

    metricCollectionJob: MetricJobOut | None
    """Null where none were wanted, or where one of them is unknown."""
    metricCollectionError: str | None
    """Why there is no job, though metrics were wanted. The change was made all the same."""


def demand_metrics(key: ApiKey, sent: CollectingIn):
    """403 if the key may not ask for the metrics that it asks for."""
    if sent.metrics:
        demand(key, "metric:create")


def collected_out(conversation: Conversation, sent: CollectingIn) -> CollectedOut:
    """What became of them; webhooks are told of a job, in the transaction of the change."""
    wanted = {metric.id for metric in sent.metrics or ()}
    unknown = sorted(id for id in wanted if not known(id))
    error = f"There is no such metric: {', '.join(unknown)}" if unknown else None
    job = job_out(len(wanted)) if wanted and not unknown else None
    if job:
        tell(conversation, job["id"])
    return {"metricCollectionJob": job, "metricCollectionError": error}


def tell(conversation, job):
    data = {"metricCollectionJobId": job, f"{conversation.kind}Id": str(conversation.pk)}
    news = News(conversation.project_id, "METRIC_COLLECTION_JOB_COMPLETED", data)
    publish(conversation.organization, [news])


def job_out(items: int) -> MetricJobOut:
    now = wire_time(timezone.now())
    times = dict.fromkeys(("createdAt", "startedAt", "completedAt", "updatedAt"), now)
    return {
        "id": str(uuid7()),
        "status": "COMPLETED",
        "triggeredBy": "USER_API",
        "totalItems": items,
        "completedItems": items,
        "failedItems": 0,
        "policyIds": [],
        **times,
        "errorMessage": None,
    }
