"""What tests of the demo ask of a body: its lines, its tools, who spoke what."""

import re

SCRIPTS = [("ja", "[\u3040-\u30ff]"), ("ar", "[\u0600-\u06ff]")]
WORDS = {
    "de": r"\b(ich|nicht|bitte|und|Ihnen|Sie|danke)\b",
    "tr": r"\b(bir|için|teşekkür\w*|numaralı|günü|yok|var|merhaba)\b",
    "es": r"\b(de|que|gracias|por|el|la|está|usted)\b",
    "en": r"\b(the|you|and|is|it|to|thanks?|have)\b",
}


def lines(body):
    """(role, text) in the order in which it was said."""
    return [(turn["role"], turn["text"]) for turn in turns(body)]


def turns(body):
    return body["messages"] if "messages" in body else body["transcript"]


def text(body):
    return "\n".join(text for _, text in lines(body))


def first_line(body):
    """The customer's first, or None."""
    return next((text for role, text in lines(body) if role == "CUSTOMER"), None)


def language(body):
    """By its script, else by its commonest small words; None if nothing tells."""
    said = text(body)
    for code, script in SCRIPTS:
        if re.search(script + "{6}", said):
            return code
    counts = {code: len(re.findall(words, said, re.I)) for code, words in WORDS.items()}
    best = max(counts, key=counts.get)
    return best if counts[best] else None
