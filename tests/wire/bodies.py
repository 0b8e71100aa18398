"""The smallest bodies that the endpoints take, and what is to be changed in them."""

ROARK_ID = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
EXAMPLE_CURSOR = (  # the one that the documentation prints
    "eyJzb3J0VmFsdWUiOiIyMDI1LTAxLTE1VDEwOjAwOjAwLjAwMDAwMFoiLCJpZCI6IjU1MGU4NDAw"
    "LWUyOWItNDFkNC1hNzE2LTQ0NjY1NTQ0MDAwMCJ9"
)


def chat(**changes):
    return {
        "startTimestamp": "2026-01-15T10:00:00Z",
        "endTimestamp": "2026-01-15T10:30:00Z",
        "messages": [],
        **changes,
    }


def message(**changes):
    return {
        "role": "CUSTOMER",
        "text": "I want my money back.",
        "startTimestamp": "2026-01-15T10:00:05Z",
        **changes,
    }


def chat_tool(**changes):
    return {
        "name": "find_order",
        "parameters": {"order": "A-17"},
        "result": "found",
        "startTimestamp": "2026-01-15T10:00:10Z",
        **changes,
    }


def call(**changes):
    return {
        "recordingUrl": "https://recordings.example.com/1.wav",
        "startedAt": "2026-01-15T10:00:00Z",
        "interfaceType": "PHONE",
        "callDirection": "INBOUND",
        **changes,
    }


def entry(**changes):
    return {
        "role": "CUSTOMER",
        "text": "I want my money back.",
        "startOffsetMs": 1000,
        "endOffsetMs": 3000,
        **changes,
    }


def call_tool(**changes):
    return {
        "name": "find_order",
        "parameters": {"order": "A-17"},
        "result": "found",
        "startOffsetMs": 3500,
        **changes,
    }


def metadata(**changes):
    return {
        "avg_response_time": 42.0,
        "country_code": "NL",
        "ip_address": "192.0.2.7",
        "is_escalated": True,
        "is_forwarded_to_hr": False,
        "language_code": "tr",
        "question_category": "billing",
        "sentiment": "negative",
        "session_id": "s-1",
        "token_count": 42,
        "transcript_link": "https://example.com/t/1",
        "user_rating": 4,
        **changes,
    }


def session(**changes):
    """ChatLogger's chat."""
    return {
        "title": "Where is my parcel?",
        "tags": ["delivery"],
        "metadata": metadata(),
        "user_id": 42,
        **changes,
    }


def endpoint(**changes):
    return {
        "agentId": ROARK_ID,
        "value": "+14155550123",
        "direction": "INCOMING",
        **changes,
    }


def webhook(**changes):
    return {
        "url": "https://hooks.example.com/in",
        "events": ["CHAT_ANALYSIS_COMPLETED"],
        **changes,
    }


def without(body, *names):
    return {name: value for name, value in body.items() if name not in names}
