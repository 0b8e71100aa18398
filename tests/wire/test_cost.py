"""How many statements a request costs, BEGIN, COMMIT and SET LOCAL apart (issue 2 section 3)."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from browsing.wire.roark_v1 import ListQuery, rows_of
from calls.receive import receive_calls
from calls.wire import roark_v1 as calls
from calls.wire.call_in import CallIn
from chats.receive import receive_chats
from chats.wire import roark_v1 as chats
from chats.wire.chat_in import ChatIn
from conversations import vocabulary
from conversations.models import Kind
from organizations.tenancy import within
from tests.wire import bodies
from tests.wire.bodies import call, chat, entry, message, session
from web import keyset

NOT_COUNTED = ("SET LOCAL", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def statements(request):
    """The SQL of what request does."""
    with CaptureQueriesContext(connection) as captured:
        answer = request()
    assert answer.status_code in (200, 201)
    return [query["sql"] for query in captured if not query["sql"].startswith(NOT_COUNTED)]


def long_chat(n, turns=22):
    """Agents, customers, tools, properties, an external id: nothing is left out."""
    agent, customer = {"customId": f"bot-{n}"}, {"label": f"visitor-{n}"}
    speakers = [{"role": "AGENT", "agent": agent}, {"role": "CUSTOMER", "customer": customer}]
    return chat(
        messages=[message(text=f"word{n} wörd turn {t}", **speakers[t % 2]) for t in range(turns)],
        toolInvocations=[bodies.chat_tool(agent=agent), bodies.chat_tool(result={"a": 1})],
        agent={**agent, "name": f"Bot {n}", "prompt": {"resolvedPrompt": "Be kind."}},
        agents=[{"roarkId": bodies.ROARK_ID}, {"name": "Somebody"}],
        customers=[customer, {"phoneNumberE164": "+14155550100", "label": "Ann"}, {}],
        properties={"planTier": "gold"},
        externalId=f"e-{n}",
        traceId="t",
    )


@pytest.fixture
def cold(api):
    """The first request of a process in an organization that knows nobody yet."""
    vocabulary._known.clear()
    return api


def test_a_chat_of_22_turns_costs_at_most_14_when_all_is_new(cold):
    assert len(statements(lambda: cold.post("/v1/chat", long_chat(1)))) <= 14


def test_and_fewer_when_its_people_are_known(cold):
    cold.post("/v1/chat", long_chat(1))
    same_people = {**long_chat(1), "externalId": "e-2"}
    assert len(statements(lambda: cold.post("/v1/chat", same_people))) <= 11


def test_and_no_more_with_200_turns(cold):
    assert len(statements(lambda: cold.post("/v1/chat", long_chat(1, turns=200)))) <= 14


def test_a_chatlogger_chat_with_tags(cold):
    assert len(statements(lambda: cold.post("/api/v1/chats", session()))) <= 16


CHAT_LISTS = [
    # key, total, page, chats, participants; a search looks words up too, and the last page
    # of a sort that may lack values looks for those
    ({}, 5),
    ({"searchText": "hello"}, 6),
    ({"sortBy": "title"}, 6),
]


@pytest.mark.parametrize("number", [1, 20])
def test_a_list_costs_the_same_however_many_chats(api, project, number):
    api.post("/api/v1/chats", session(title="hello"))
    hello = {"messages": [message(text="hello")], "customers": [{"label": "a"}, {}]}
    bodies = [chat(agent={"name": f"Bot {n}"}, **hello) for n in range(number)]
    receive_chats(project, [read_as(ChatIn, body).to_domain() for body in bodies])
    for query, cost in CHAT_LISTS:
        read = statements(lambda query=query: api.get("/v1/chat", limit=21, **query))
        assert len(read) == cost, (query, read)


def read_as(shape, body):
    return shape.model_validate_json(json.dumps(body))


def reached_call(n):
    """Two agents, each with an endpoint of its own, customers, words and tools."""
    agents = [
        {"customId": f"bot-{n}-{m}", "endpoint": {"type": "phone", "value": f"+1415{n:03}{m}"}}
        for m in range(2)
    ]
    return call(
        agents=agents,
        customers=[{"label": f"visitor-{n}"}, {}],
        transcript=[entry(text="hello", agent=agents[0])],
        toolInvocations=[bodies.call_tool()],
        properties={"planTier": "gold"},
    )


CALL_LISTS = [
    ({}, 5),
    ({"searchText": "hello"}, 6),
    ({"sortBy": "endedAt"}, 6),
    ({"sortBy": "status", "status": "ENDED"}, 5),
    ({"simulationRunPlanIds": bodies.ROARK_ID}, 1),
]


@pytest.mark.parametrize("number", [1, 20])
def test_a_list_of_calls_costs_the_same_however_many(api, project, number):
    sent = [read_as(CallIn, reached_call(n)) for n in range(number)]
    receive_calls(project, [(one.to_domain(), one.details()) for one in sent])
    api.get("/v1/me")  # notes that the key is used
    for query, cost in CALL_LISTS:
        read = statements(lambda query=query: api.get("/v1/call", limit=21, **query))
        assert len(read) == cost, (query, read)


@pytest.mark.parametrize(
    ("path", "body"), [("/v1/chat", long_chat(1)), ("/v1/call", reached_call(1))]
)
def test_one_costs_three(api, path, body):
    id = api.post(path, body).json()["data"]["id"]
    assert len(statements(lambda: api.get(f"{path}/{id}"))) == 3


@pytest.mark.slow
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("kind", "sort"),
    [
        *((Kind.CHAT, sort) for sort in chats.SORTS.values()),
        *((Kind.CALL, sort) for sort in calls.SORTS.values()),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_page_is_one_stretch_of_an_index(api, project, kind, sort, descending):
    for n in range(4):
        api.post("/v1/chat", long_chat(n))
        api.post("/v1/call", reached_call(n))
    everything = ListQuery(1, None, sort, descending)
    with within(project.organization), connection.cursor() as cursor:
        rows = rows_of(project, kind, everything).only("conversation_id", sort.column)
        after = keyset.page(rows, sort, descending, limit=1).next
        with CaptureQueriesContext(connection) as captured:
            keyset.page(rows, sort, descending, after, limit=1)
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;"
            " SET LOCAL enable_sort = off"  # few rows are cheap to sort, whatever the index
        )
        cursor.execute("EXPLAIN " + captured[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    plan = plan.replace(
        f"({sort.column})::text", sort.column
    )  # as some scans tell a column of text
    condition = plan.partition("Index Cond")[2].partition("\n")[0]
    assert "Sort" not in plan
    assert f"ROW({sort.column}, conversation_id)" in condition
