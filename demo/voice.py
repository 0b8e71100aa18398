"""How a customer in a hurry types: small letters, no full stop, a thought a message."""

import re
from dataclasses import replace

from demo.play import Said

SENTENCE_END = re.compile(r"(?<=[^\W\d]{3}[.?!]) (?=[^\W\d_a-z])")
SHORTENED = {
    "en": [(r"\bI\b", "i"), (r"\bplease\b", "pls"), (r"\bThanks\b", "thx"), (r"\bOK\b", "ok")],
    "es": [("[¿¡]", "")],
}


def casual(events, language, rng):
    """The same events as a casual customer would have typed them."""
    found = []
    for event in events:
        if isinstance(event, Said) and event.role == "CUSTOMER":
            said = in_two(event.text) if rng.random() < 0.4 else [event.text]
            found += [replace(event, text=hurried(text, language)) for text in said]
        else:
            found.append(event)
    return found


def in_two(text):
    """A message of several sentences as two, when both are worth sending."""
    return SENTENCE_END.split(text, maxsplit=1) if len(text) < 300 else [text]


def hurried(text, language):
    if language in ("ja", "ar") or len(text) > 300:
        return text
    for pattern, short in SHORTENED.get(language, []):
        text = re.sub(pattern, short, text)
    text = re.sub(r"(?<!\.)\.$", "", text)
    if language == "de":  # where small letters would be mistakes
        return text
    if text[1:2].isupper() or text[1:2].isdigit():
        return text
    return small(text[:1], language) + text[1:]


def small(letter, language):
    if language == "tr" and letter in "Iİ":
        return "ı" if letter == "I" else "i"
    return letter.lower()
