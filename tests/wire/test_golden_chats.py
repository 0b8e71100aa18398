"""The whole answers of the chat endpoints, key by key (contract 1.1–1.3)."""

from tests.wire import bodies

FULL = {
    "startTimestamp": "2026-01-15T12:00:00.5+02:00",
    "endTimestamp": "2026-01-15T10:30:00.5Z",
    "messages": [
        {
            "role": "CUSTOMER",
            "text": "What is my account balance?",
            "startTimestamp": "2026-01-15T10:00:05Z",
            "languageCode": "en",
            "customer": {"label": "web-visitor-abc123"},
        },
        {
            "role": "AGENT",
            "text": "It is 12 euros.",
            "startTimestamp": "2026-01-15T10:00:09Z",
            "endTimestamp": "2026-01-15T10:00:12Z",
            "agent": {"roarkId": bodies.ROARK_ID.upper()},
        },
    ],
    "toolInvocations": [bodies.chat_tool(agent={"roarkId": bodies.ROARK_ID})],
    "properties": {"source": "web", "planTier": "gold", "n": 1.5, "list": [1, None], "ü": {}},
    "traceId": "4bf92f3577b34da6a3ce929d0e0e4736",
    "externalId": "session-abc-123",
    "agent": {"roarkId": bodies.ROARK_ID},
    "agents": [{"roarkId": bodies.ROARK_ID}],
    "customers": [{"phoneNumberE164": None, "label": "web-visitor-abc123"}],
}


def full_answer(project, sent_back):
    return {
        "id": sent_back["id"],
        "projectId": str(project.public_id),
        "organizationId": str(project.organization.public_id),
        "startTimestamp": "2026-01-15T10:00:00.500000Z",
        "endTimestamp": "2026-01-15T10:30:00.500000Z",
        "durationMs": 1800000,
        "title": "What is my account balance?",
        "summary": None,
        "createdAt": sent_back["createdAt"],
        "updatedAt": sent_back["createdAt"],
        "simulationJobId": None,
        "simulationRunPlanJobId": None,
        "agents": [{"id": bodies.ROARK_ID}],
        "customers": [{"phoneNumberE164": None, "label": "web-visitor-abc123"}],
        "properties": FULL["properties"],
        "policyIds": [],
        "externalId": "session-abc-123",
        "traceId": "4bf92f3577b34da6a3ce929d0e0e4736",
    }


def test_a_full_chat_comes_back_in_all_three_answers(api, project):
    created = api.post("/v1/chat", FULL)
    assert created.status_code == 201
    assert created["Content-Type"] == "application/json"
    data = created.json()["data"]
    assert created.json() == {"data": full_answer(project, data)}
    one = api.get(f"/v1/chat/{data['id']}")
    assert (one.status_code, one.json()) == (200, created.json())
    assert api.get("/v1/chat").json() == {
        "data": [full_answer(project, data)],
        "pagination": {"total": 1, "hasMore": False, "nextCursor": None},
    }


def test_the_smallest_chat_has_every_key(api, project):
    created = api.post("/v1/chat", bodies.chat())
    data = created.json()["data"]
    assert created.json() == {
        "data": {
            "id": data["id"],
            "projectId": str(project.public_id),
            "organizationId": str(project.organization.public_id),
            "startTimestamp": "2026-01-15T10:00:00Z",
            "endTimestamp": "2026-01-15T10:30:00Z",
            "durationMs": 1800000,
            "title": None,
            "summary": None,
            "createdAt": data["createdAt"],
            "updatedAt": data["createdAt"],
            "simulationJobId": None,
            "simulationRunPlanJobId": None,
            "agents": [],
            "customers": [],
            "properties": {},
            "policyIds": [],
            "externalId": None,
            "traceId": None,
        }
    }
    assert api.get(f"/v1/chat/{data['id']}").json() == created.json()


def test_no_chats_at_all(api):
    assert api.get("/v1/chat").json() == {
        "data": [],
        "pagination": {"total": 0, "hasMore": False, "nextCursor": None},
    }
