"""A line for the shell that tries an API key."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from organizations.access import granted

SEND = """\
curl {url}/v1/chat \\
  -H "Authorization: Bearer {secret}" \\
  -H "Content-Type: application/json" \\
  -d '{{"startTimestamp": "{start}", "endTimestamp": "{end}",
       "messages": [{{"role": "CUSTOMER", "text": "Hello", "startTimestamp": "{start}"}}]}}'"""

ASK = """\
curl {url}/v1/me \\
  -H "Authorization: Bearer {secret}\""""


def curl(secret: str, scopes) -> str:
    """Sends a first chat where the scopes allow that, else asks what the key may do."""
    end = timezone.now()
    form = SEND if "chat:create" in granted(scopes) else ASK
    start = wire_time(end - timedelta(minutes=1))
    return form.format(url=settings.BASE_URL, secret=secret, start=start, end=wire_time(end))


def wire_time(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
