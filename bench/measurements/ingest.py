"""What one arrival costs: POST /v1/chat of 22 turns, of people who are new and who are known."""

from itertools import count

from bench.figures import Figure, in_turn
from bench.measurements.lists import getter

TITLE = "Ingest of a chat"
ROUNDS, TURNS = 60, 22
NUMBERS = count(1)
LINE = "This is what somebody says in turn {} of chat {}, about as long as people write."
STATEMENTS = """
SELECT sum(calls) FROM pg_stat_statements WHERE userid = 'parley_app'::regrole
AND query !~ '^(BEGIN|COMMIT|SET LOCAL)'
"""


def measure(subject):
    acts = {
        "GET /v1/me": getter(subject.api, "/v1/me"),
        "known agent and customer": lambda: send(subject, "known"),
        "new agent and customer": lambda: send(subject, "new"),
    }
    taken = in_turn(acts, ROUNDS)
    least, *arrivals = [Figure(what, values, "ms") for what, values in taken.items()]
    yield least
    subject.database.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    for figure in arrivals:
        note = f"{statements(subject, acts[figure.what])} statements"
        yield Figure(figure.what, figure.values, "ms", figure.times(least), note)


def statements(subject, act) -> int:
    """How many it runs, but for those that only frame a transaction."""
    subject.database.execute("SELECT pg_stat_statements_reset()")
    act()
    return subject.sql(STATEMENTS)


def send(subject, people):
    number = next(NUMBERS)
    who = number if people == "new" else 0
    answer = subject.api.post("/v1/chat", json=body(number, who))
    assert answer.status_code == 201, answer.text


def body(number, who):
    return {
        "externalId": f"measured-{number}",
        "startTimestamp": "2026-01-15T10:00:00Z",
        "endTimestamp": "2026-01-15T10:30:00Z",
        "agent": {"name": f"Agent {who}", "customId": f"agent-{who}"},
        "customer": {"label": f"Customer {who}", "phoneNumberE164": f"+4930{1000000 + who}"},
        "messages": [turn(number, n) for n in range(TURNS)],
    }


def turn(number, n):
    return {
        "role": ("CUSTOMER", "AGENT")[n % 2],
        "text": LINE.format(n, number),
        "startTimestamp": f"2026-01-15T10:{n:02}:00Z",
    }
