"""What the OpenAPI documents show of chats: a request of each API, and an answer."""

CHAT = {
    "startTimestamp": "2026-01-15T10:00:00Z",
    "endTimestamp": "2026-01-15T10:30:00Z",
    "externalId": "session-abc-123",
    "agent": {"name": "Nora", "customId": "support-bot"},
    "customer": {"phoneNumberE164": "+14155550100", "label": "web-visitor-abc123"},
    "messages": [
        {
            "role": "CUSTOMER",
            "text": "What is my account balance?",
            "startTimestamp": "2026-01-15T10:00:05Z",
            "languageCode": "en",
        },
        {
            "role": "AGENT",
            "text": "It is 12.50 euros.",
            "startTimestamp": "2026-01-15T10:00:12Z",
            "agent": {"customId": "support-bot"},
        },
    ],
    "toolInvocations": [
        {
            "name": "get_balance",
            "parameters": {"currency": "EUR"},
            "result": {"balance": "12.50"},
            "startTimestamp": "2026-01-15T10:00:10Z",
        }
    ],
    "properties": {"source": "web", "region": "US"},
}
STORED = {
    "id": "550e8400-e29b-41d4-a716-446655440000",
    "projectId": "660e8400-e29b-41d4-a716-446655440001",
    "organizationId": "770e8400-e29b-41d4-a716-446655440002",
    "startTimestamp": "2026-01-15T10:00:00Z",
    "endTimestamp": "2026-01-15T10:30:00Z",
    "durationMs": 1800000,
    "title": "What is my account balance?",
    "summary": None,
    "createdAt": "2026-01-15T10:31:00Z",
    "updatedAt": "2026-01-15T10:31:00Z",
    "simulationJobId": None,
    "simulationRunPlanJobId": None,
    "agents": [{"id": "3c90c3cc-0d44-4b50-8888-8dd25736052a"}],
    "customers": [{"phoneNumberE164": "+14155550100", "label": "web-visitor-abc123"}],
    "properties": {"source": "web", "region": "US"},
    "policyIds": [],
    "externalId": "session-abc-123",
    "traceId": None,
}
LOGGED = {
    "title": "Where is my parcel?",
    "tags": ["delivery"],
    "user_id": 42,
    "metadata": {
        "avg_response_time": 4.2,
        "country_code": "NL",
        "ip_address": "203.0.113.7",
        "is_escalated": False,
        "is_forwarded_to_hr": False,
        "language_code": "en",
        "question_category": "delivery",
        "sentiment": "neutral",
        "session_id": "s-1",
        "token_count": 420,
        "transcript_link": "https://example.com/t/1",
        "user_rating": 5,
    },
}
