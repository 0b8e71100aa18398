"""What a model wrote is checked before anything of it is kept.

It may be steered by what a customer said, so whatever it says must be bounded plain text that
names turns of this conversation. Whether facts are in these turns is checked elsewhere
(conversations/insights/evidence.py).
"""

import json
import re
import unicodedata

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conversations.insights.generator import Failed, Sentence
from conversations.said import TITLE, shorten

SENTENCES, SENTENCE, TURNS = 4, 300, 12
LINK = re.compile(r"[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\b(?:javascript|mailto):", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-z!]|\]\s*\(|&(?:#\w+|amp|lt|gt|quot|nbsp);|```", re.IGNORECASE)
EMPHASIS = re.compile(r"\*\*|`|^#+\s|^[-*•]\s", re.MULTILINE)
THOUGHT = re.compile(r"^.*</think(?:ing)?>", re.DOTALL)  # some models think aloud first
INVISIBLE = {"Cc", "Cf", "Co", "Cs"}  # of Unicode, directions among them
JOINERS = "\u200c\u200d"  # within words of some scripts, and in emoji


class SentenceIn(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str
    turns: list[int] = Field(min_length=1, max_length=TURNS)


class ReplyIn(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    title: str
    sentences: list[SentenceIn] = Field(min_length=1, max_length=SENTENCES)


SCHEMA = {"name": "summary", "strict": True, "schema": ReplyIn.model_json_schema()}


def read_reply(text: str, keys: dict[int, int]) -> tuple[str, tuple[Sentence, ...]]:
    """Title and sentences of a reply; keys are those of the turns that it may name, by number.

    Raises Failed where it isn't what was asked for: nothing is mended but length and spaces.
    """
    reply = _parsed(text)
    sentences = tuple(
        Sentence(plain(sentence.text, SENTENCE), _keys(sentence.turns, keys))
        for sentence in reply.sentences
    )
    return plain(reply.title, TITLE).rstrip("."), sentences


def _parsed(text):
    body = THOUGHT.sub("", text)
    try:
        found, _ = json.JSONDecoder().raw_decode(body[body.index("{") :])
        return ReplyIn.model_validate(found)
    except ValidationError:
        raise Failed("the answer has another shape than was asked for") from None
    except (ValueError, RecursionError):
        raise Failed("the answer is no JSON, or was cut off") from None


def _keys(numbers, keys):
    if unknown := [number for number in numbers if number not in keys]:
        raise Failed(f"the answer cites turn {unknown[0]}, which was not in what was sent")
    return tuple(dict.fromkeys(keys[number] for number in numbers))


def plain(text: str, at_most: int) -> str:
    """One line of visible characters; Failed for links, markup, and for nothing at all."""
    if LINK.search(text) or MARKUP.search(text):
        raise Failed("the answer contains a link or markup")
    spaced = " ".join(EMPHASIS.sub("", text[: 8 * at_most]).split())
    line = "".join(c for c in spaced if c in JOINERS or unicodedata.category(c) not in INVISIBLE)
    if not any(map(str.isalnum, line)):
        raise Failed("the answer has an empty title or sentence")
    return shorten(line, at_most)
