"""What `up` tells the person before it: progress, then how to get in."""

import contextlib
import json
import time
from datetime import UTC, datetime, timedelta


@contextlib.contextmanager
def step(what):
    """Say what is being done while it lasts, then how long it took."""
    print(f"  {what} … ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"{time.monotonic() - start:.1f} s", flush=True)


def welcome(url, home, demo):
    """Where it runs, and for the demo organization a login, a key and a first chat."""
    lines = ["", f"Parley runs at {url} (Ctrl-C stops it)", ""]
    if demo:
        lines += [
            f"  Log in    {demo['email']}  {demo['password']}",
            f"  API key   {demo['api_key']}",
            "",
            "Send a first chat:",
            "",
            first_chat(url, demo["api_key"]),
            "",
        ]
    lines += [f"Data, and logs in log/: {home.path}", ""]
    print("\n".join(lines), flush=True)


def first_chat(url, key):
    """A command line for a shell that sends it."""
    return (
        f"curl {url}/v1/chat -H 'Authorization: Bearer {key}' "
        f"-H 'Content-Type: application/json' -d '{json.dumps(first_chat_body())}'"
    )


def first_chat_body():
    """A chat of two turns that has just ended."""
    end = datetime.now(UTC)
    said = [
        ("CUSTOMER", "Where is my parcel? It was due on Monday.", 90),
        ("AGENT", "It left our depot this morning and reaches you tomorrow before noon.", 60),
    ]
    return {
        "startTimestamp": stamp(end - timedelta(seconds=90)),
        "endTimestamp": stamp(end),
        "messages": [
            {"role": role, "text": text, "startTimestamp": stamp(end - timedelta(seconds=ago))}
            for role, text, ago in said
        ],
    }


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
