"""What is sent to a webhook: the body of an event, and the headers that vouch for it."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field

from web.values import wire_time
from webhooks.models import Event

VERSION = "1.0"
SIGNATURE, TIMESTAMP = "X-Roark-Signature", "X-Roark-Timestamp"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery, ready to be sent."""

    url: str
    body: bytes
    secret: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)

    def headers_at(self, moment: float) -> dict[str, str]:
        """All headers of a request that is sent at this second of UTC."""
        return {
            **self.headers,
            "Content-Type": "application/json",
            SIGNATURE: sign(self.secret, self.body),
            TIMESTAMP: str(int(moment)),
        }


def body_of(event: Event) -> bytes:
    """The same bytes each time (contract 1.16); id and sequence are Parley's additions."""
    told = {
        "event": event.dotted,
        "version": VERSION,
        "timestamp": wire_time(event.at),
        "id": str(event.public_id),
        "sequence": event.pk,
        "data": event.data,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def sign(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
