"""Small files in each format that can be imported, written for the tests."""

import gzip
import json

SGD = {
    "id": "bike-1",
    "services": ["Bikes_1", "Weather_1"],
    "turns": [
        {"role": "customer", "text": "Is there a cargo bike left for Sunday?"},
        {"role": "agent", "text": "Two are left. From which station?"},
        {"role": "customer", "text": "From the harbour, please."},
        {"role": "agent", "text": "It is yours from nine. It will be dry."},
    ],
    "tools": [
        {"turn": 1, "name": "FindBikes", "parameters": {"day": "Sunday"}, "result": [{"id": 7}]},
        {"turn": 3, "name": "Reserve", "parameters": {"bike": 7}, "result": {"ok": True}},
        {"turn": 3, "name": "Forecast", "parameters": {}, "result": "dry"},
    ],
}
OPENAI = {
    "id": "chatcmpl-1",
    "created": 1767261600,
    "model": "gpt-4o",
    "metadata": {"plan": "pro"},
    "messages": [
        {"role": "system", "content": "You rent out bikes."},
        {"role": "user", "content": [{"type": "text", "text": "Is one left?"},
                                     {"type": "image_url", "image_url": {"url": "https://x"}}]},
        {"role": "assistant", "content": None, "tool_calls": [
            {"id": "c1", "type": "function",
             "function": {"name": "find_bikes", "arguments": "{\"day\": \"Sunday\"}"}},
            {"id": "c2", "type": "function", "function": {"name": "forecast", "arguments": ""}},
        ]},
        {"role": "tool", "tool_call_id": "c2", "content": "dry"},
        {"role": "tool", "tool_call_id": "c1", "content": "[{\"id\": 7}]"},
        {"role": "assistant", "content": "Two are left.", "name": "Nora"},
    ],
}  # fmt: skip
CHAT = {
    "externalId": "ticket-1",
    "startTimestamp": "2026-11-20T09:00:00Z",
    "endTimestamp": "2026-11-20T09:04:00Z",
    "messages": [
        {"role": "CUSTOMER", "startTimestamp": "2026-11-20T09:00:00Z", "text": "My parcel?"}
    ],
}
CALL = {
    "externalId": "call-1",
    "recordingUrl": "https://recordings.example.com/1.ogg",
    "startedAt": "2026-11-20T09:00:00Z",
    "interfaceType": "PHONE",
    "callDirection": "INBOUND",
    "transcript": [
        {"role": "AGENT", "text": "Good morning.", "startOffsetMs": 0, "endOffsetMs": 900}
    ],
}
LINES = {"sgd": SGD, "openai": OPENAI, "roark": CHAT}


def without(body, *keys):
    return {key: value for key, value in body.items() if key not in keys}


def chats(count, **more):
    """So many different chats."""
    return [{**CHAT, "externalId": f"ticket-{n}", **more} for n in range(1, count + 1)]


def line(value) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def jsonl(*values) -> bytes:
    """A file of these lines: bytes as they are, else as JSON."""
    return b"".join(line(value) + b"\n" for value in values)


def packed(*values) -> bytes:
    return gzip.compress(jsonl(*values), mtime=0)
