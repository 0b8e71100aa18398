"""The bodies of `POST /api/v1/chats`: what a widget tells about a chat once it is over."""

import tomllib
from pathlib import Path

ENTRIES = tomllib.loads((Path(__file__).parent / "scenarios" / "submitted.toml").read_text())
COUNTRIES = {"en": "GB", "de": "DE", "es": "ES", "tr": "TR"}
RATINGS = {"positive": [5, 5, 4], "neutral": [4, 3, 3], "negative": [2, 1, 1]}
NETWORKS = ["192.0.2", "198.51.100", "203.0.113"]  # RFC 5737: for documentation only
TRANSCRIPTS = "https://transcripts.parley.example"


def submissions(count, rng):
    """So many bodies, each entry of submitted.toml at most once until all are used."""
    entries = [dict(entry, language=lang) for lang, own in ENTRIES.items() for entry in own]
    rng.shuffle(entries)
    for n in range(count):
        yield body(entries[n % len(entries)], rng)


def body(entry, rng):
    session = f"w-{rng.getrandbits(48):012x}"
    sentiment = entry["sentiment"]
    has_rating = rng.random() < 0.6
    return {
        "title": entry["title"],
        "tags": entry["tags"],
        "user_id": None if rng.random() < 0.3 else rng.randrange(10_000, 99_999),
        "metadata": {
            "avg_response_time": round(rng.lognormvariate(0.9, 0.7), 2),
            "country_code": entry.get("country", COUNTRIES[entry["language"]]),
            "language_code": entry["language"],
            "ip_address": f"{rng.choice(NETWORKS)}.{rng.randrange(1, 255)}",
            "question_category": entry["category"],
            "sentiment": sentiment,
            "session_id": session,
            "transcript_link": f"{TRANSCRIPTS}/{session}",
            "is_escalated": entry.get("escalated", False),
            "is_forwarded_to_hr": entry.get("hr", False),
            "token_count": rng.randrange(180, 6_400),
            "user_rating": rng.choice(RATINGS[sentiment]) if has_rating else None,
        },
    }
