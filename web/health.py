"""GET /health: whether the database and the broker answer (contract 1.17)."""

from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from web.answers import Out, Time
from web.api import ApiView, at
from web.faults import SOON
from web.openapi.describe import describe, one
from web.values import wire_time

PATIENCE = 2  # seconds


class Health(Out):
    """Whether requests can be served."""

    status: Literal["healthy", "degraded", "unhealthy"]
    """Degraded: requests are served, but work in the background waits."""
    timestamp: Time
    version: str
    database: Literal["up", "down"]
    broker: Literal["up", "down"]


class HealthView(ApiView):
    """200 while requests can be served, even if work has to wait; 503 without the database."""

    route = "/health"
    wants_https = False  # a probe from inside
    authentication_classes = []
    permission_classes = []

    @describe("Get the health", gives=one(Health), also=[503])
    def get(self, request):
        """Whether Parley can serve. Needs no key; 503 without the database."""
        database, broker = database_answers(), broker_answers()
        status = "unhealthy" if not database else "healthy" if broker else "degraded"
        data = {
            "status": status,
            "timestamp": wire_time(timezone.now()),
            "version": settings.VERSION,
            "database": "up" if database else "down",
            "broker": "up" if broker else "down",
        }
        answer = self.answer({"data": data}, 200 if database else 503)
        if not database:
            answer["Retry-After"] = SOON["Retry-After"]
        return answer


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def broker_answers() -> bool:
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        ) as broker:
            return broker.ping()
    except RedisError:
        return False


urlpatterns = [at(HealthView)]
