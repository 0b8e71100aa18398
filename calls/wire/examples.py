"""What the OpenAPI documents show of calls: a request and an answer."""

CALL = {
    "recordingUrl": "https://recordings.example.com/4711.ogg",
    "startedAt": "2026-01-15T10:00:00Z",
    "interfaceType": "PHONE",
    "callDirection": "INBOUND",
    "endedStatus": "CUSTOMER_ENDED_CALL",
    "externalId": "call-4711",
    "agent": {
        "name": "Front desk",
        "customId": "front-desk",
        "endpoint": {"type": "PHONE", "value": "+14155550123"},
    },
    "customer": {"phoneNumberE164": "+14155550100"},
    "transcript": [
        {"role": "AGENT", "text": "Good morning.", "startOffsetMs": 0, "endOffsetMs": 900},
        {
            "role": "CUSTOMER",
            "text": "Where is my parcel?",
            "startOffsetMs": 1200,
            "endOffsetMs": 2600,
            "languageCode": "en",
        },
    ],
    "toolInvocations": [
        {
            "name": "find_parcel",
            "parameters": {"number": "A-17"},
            "result": "It arrives today.",
            "startOffsetMs": 2700,
            "endOffsetMs": 3100,
        }
    ],
    "properties": {"planTier": "gold"},
}
CREATED = {
    "id": "550e8400-e29b-41d4-a716-446655440000",
    "projectId": "660e8400-e29b-41d4-a716-446655440001",
    "externalId": "call-4711",
    "status": "ENDED",
    "callDirection": "INBOUND",
    "startedAt": "2026-01-15T10:00:00Z",
    "createdAt": "2026-01-15T10:05:00Z",
    "agents": [
        {
            "id": "880e8400-e29b-41d4-a716-446655440003",
            "endpoint": {
                "id": "990e8400-e29b-41d4-a716-446655440004",
                "environment": "production",
                "phoneNumberE164": "+14155550123",
            },
        }
    ],
    "customers": [{"phoneNumberE164": "+14155550100", "label": None}],
}
READ = {
    **CREATED,
    "endedAt": "2026-01-15T10:00:03.100000Z",
    "endedStatus": "CUSTOMER_ENDED_CALL",
    "durationMs": 3100,
    "title": "Where is my parcel?",
    "summary": None,
    "updatedAt": "2026-01-15T10:05:00Z",
    "recordingUrl": "https://recordings.example.com/4711.ogg",
    "recordingUrlAccess": "AVAILABLE",
    "properties": {"plan_tier": "gold"},
    "policyIds": [],
    "simulationJobId": None,
    "supersededByCallId": None,
}
