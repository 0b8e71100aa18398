"""The whole answers of the other endpoints (contract 1.0, 1.5, 1.17, 4.4)."""

from conversations.models import Agent, AgentEndpoint, Conversation
from organizations.access import granted
from organizations.tenancy import within
from tests.wire import bodies


def test_a_full_call(api, acme, project):
    body = bodies.call(
        stereoRecordingUrl="https://recordings.example.com/1-stereo.wav?X-Amz-Signature=abc",
        endedStatus="AGENT_SAID_END_CALL_PHRASE",
        transcript=[
            bodies.entry(customer={"phoneNumberE164": "+14155550100"}, payload={"sure": 0.9}),
            bodies.entry(role="AGENT", text="Gladly.", agent={"customId": "bot-1"}, payload=None),
        ],
        toolInvocations=[bodies.call_tool(endOffsetMs=9000)],
        properties={"planTier": "gold"},
        vapiCallId=bodies.ROARK_ID,
        livekitRoomId="room-1",
        externalId="call-1",
        agent={
            "name": "Front desk",
            "customId": "bot-1",
            "description": "Answers first",
            "prompt": {"resolvedPrompt": "Be kind."},
            "endpoint": {"type": "phone", "value": "+14155550123", "direction": "INCOMING"},
        },
        customer={"phoneNumberE164": "+14155550100"},
    )
    created = api.post("/v1/call", body)
    assert created.status_code == 201
    data = created.json()["data"]
    with within(acme):
        agent, endpoint = Agent.objects.of(acme).get(), AgentEndpoint.objects.of(acme).get()
    assert created.json() == {
        "data": {
            "id": data["id"],
            "projectId": str(project.public_id),
            "externalId": "call-1",
            "status": "ENDED",
            "callDirection": "INBOUND",
            "startedAt": "2026-01-15T10:00:00Z",
            "createdAt": data["createdAt"],
            "agents": [
                {
                    "id": str(agent.pk),
                    "endpoint": {
                        "id": str(endpoint.pk),
                        "environment": "production",
                        "phoneNumberE164": "+14155550123",
                    },
                }
            ],
            "customers": [{"phoneNumberE164": "+14155550100", "label": None}],
        }
    }


def test_the_smallest_call_has_every_key(api, project):
    created = api.post("/v1/call", bodies.call())
    data = created.json()["data"]
    assert created.json() == {
        "data": {
            "id": data["id"],
            "projectId": str(project.public_id),
            "externalId": None,
            "status": "ENDED",
            "callDirection": "INBOUND",
            "startedAt": "2026-01-15T10:00:00Z",
            "createdAt": data["createdAt"],
            "agents": [],
            "customers": [],
        }
    }


def test_chatloggers_chat(api, acme):
    created = api.post("/api/v1/chats", bodies.session())
    with within(acme):
        number = Conversation.objects.of(acme).get().number
    assert created.status_code == 201
    assert created["Content-Type"] == "application/json; charset=utf-8"
    assert created.json() == {"message": "Chat created successfully", "chat_id": number}
    assert number >= 1


def test_me(api, acme, project, key):
    assert api.get("/v1/me").json() == {
        "data": {
            "defaultProject": {
                "id": str(project.public_id),
                "name": "Default",
                "slug": "default",
            },
            "grantedPermissions": sorted(granted(["READ", "WRITE"])),
            "organization": {"id": str(acme.public_id), "name": "Acme"},
            "scopes": ["READ", "WRITE"],
            "tokenScope": "PROJECT",
            "user": None,
        }
    }


def test_projects(api, acme, project, other_project):
    assert api.get("/v1/projects").json() == {
        "data": {
            "projects": [
                {
                    "id": str(project.public_id),
                    "name": "Default",
                    "slug": "default",
                    "grantedPermissions": sorted(granted(["READ", "WRITE"])),
                    "organization": {"id": str(acme.public_id), "name": "Acme"},
                }
            ]
        }
    }


def test_health_needs_no_key(client, db):
    answer = client.get("/health")
    timestamp = answer.json()["data"]["timestamp"]
    assert answer.status_code == 200
    assert answer.json() == {
        "data": {
            "status": "healthy",
            "timestamp": timestamp,
            "version": answer.json()["data"]["version"],
            "database": "up",
            "broker": "up",
        }
    }
    assert timestamp.endswith("Z")


def test_health_is_degraded_without_the_broker(client, db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["data"]["status"] == "degraded"
    assert answer.json()["data"]["broker"] == "down"


def test_a_fault_has_the_envelope_and_names_each_field(api):
    body = bodies.chat(messages=[bodies.message(), bodies.message(startTimestamp=5)], traceId=7)
    answer = api.post("/v1/chat", body)
    assert answer.status_code == 400
    assert answer.json() == {
        "error": {
            "type": "validation",
            "code": "invalid_request",
            "message": "messages[1].startTimestamp: Input should be an ISO 8601 date and time"
            " as a string (and 1 more)",
            "parameter": "messages[1].startTimestamp",
            "details": [
                {
                    "path": "messages[1].startTimestamp",
                    "message": "Input should be an ISO 8601 date and time as a string",
                },
                {"path": "traceId", "message": "Input should be a valid string"},
            ],
            "requestId": answer["X-Request-Id"],
        }
    }


def test_a_fault_of_chatlogger_is_a_flat_map_of_strings(api):
    body = bodies.session(title="", metadata=bodies.metadata(token_count=-1))
    answer = api.post("/api/v1/chats", body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer.json() == {
        "error": "Invalid request data: title: String should have at least 1 character;"
        " metadata.token_count: Input should be between 0 and 9223372036854775807"
    }
