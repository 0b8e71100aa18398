"""How long the worker takes to tag all chats at once, from the bar below their list (issue 6)."""

import re
import time

from bench.figures import Figure
from bench.subject import SLUG

TITLE = "Acts on many rows"
BAR = re.compile(r'name="(csrfmiddlewaretoken|newest|seen)" value="([^"]+)"')
PROMISED = 50_000  # conversations in a minute
ENDED = "SELECT count(*) FROM organizations_job WHERE kind = 'bulk' AND finished_at IS NULL"
TAKEN = """
SELECT extract(epoch FROM finished_at - started_at)::float, done, state
FROM organizations_job WHERE kind = 'bulk' ORDER BY id DESC LIMIT 1
"""


def measure(subject):
    subject.parts.start("Worker")
    begin(subject, "tag", names="measured")
    while subject.sql(ENDED):
        time.sleep(0.1)
    seconds, done, state = subject.row(TAKEN)
    subject.parts.kill("Worker")
    assert state == "done", state
    note = f"{done / seconds:,.0f} a second; {PROMISED:,} in {PROMISED * seconds / done:.0f} s"
    yield Figure(f"tag all {done:,} chats", [seconds], "s", note=note)


def begin(subject, act, **more):
    """As the bar does it for all that match."""
    page = subject.browser.get(f"/o/{SLUG}/chats/").text
    sent = dict(BAR.findall(page)) | {"kind": "chat", "all": "1", "go": "1"} | more
    subject.browser.post(f"/o/{SLUG}/bulk/{act}/", data=sent).raise_for_status()
