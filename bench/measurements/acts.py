"""How long the worker takes to tag all chats, and to mark them, from the bar below their list."""

import re
import time

from bench import cpu
from bench.figures import Figure
from bench.subject import SLUG

TITLE = "Acts on many rows"
BAR = re.compile(r'name="(csrfmiddlewaretoken|newest|seen)" value="([^"]+)"')
PROMISED = 50_000  # conversations in a minute
BULK = "FROM organizations_job WHERE kind = 'bulk'"
WAITING = f"SELECT count(*) {BULK} AND started_at IS NULL"
UNFINISHED = f"SELECT count(*) {BULK} AND finished_at IS NULL"
TAKEN = f"""
SELECT extract(epoch FROM finished_at - started_at)::float, done, state
{BULK} ORDER BY id DESC LIMIT 1
"""
LONGEST = """
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float
FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def measure(subject):
    worker = subject.parts.start("Worker").process.pid
    yield from figures(subject, worker, "tag all {:,} chats", "tag", names="measured")
    yield from figures(subject, worker, "mark all {:,} reviewed", "review", state="reviewed")
    subject.parts.kill("Worker")


def figures(subject, worker, what, act, **more):
    begin(subject, act, **more)
    while subject.sql(WAITING):
        time.sleep(0.02)
    used, in_database = cpu.of_group(worker), subject.database_cpu()
    longest = max(transactions(subject), default=0)
    used, in_database = cpu.of_group(worker) - used, subject.database_cpu() - in_database
    seconds, done, state = subject.row(TAKEN)
    assert state == "done", state
    note = f"{done / seconds:,.0f} a second; {PROMISED:,} in {PROMISED * seconds / done:.0f} s;"
    note += f" processor: {1000 * used / done:.2f} ms each"
    note += f" and {1000 * in_database / done:.2f} ms of PostgreSQL"
    yield Figure(what.format(done), [seconds], "s", note=note)
    yield Figure("the longest transaction of it, as seen", [1000 * longest], "ms")


def transactions(subject):
    """How old the oldest one is, again and again until the act has ended."""
    while subject.sql(UNFINISHED):
        yield subject.sql(LONGEST)
        time.sleep(0.02)


def begin(subject, act, **more):
    """As the bar does it for all that match."""
    page = subject.browser.get(f"/o/{SLUG}/chats/").text
    sent = dict(BAR.findall(page)) | {"kind": "chat", "all": "1", "go": "1"} | more
    subject.browser.post(f"/o/{SLUG}/bulk/{act}/", data=sent).raise_for_status()
