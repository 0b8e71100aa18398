"""The conversations that are judged: the demo's, and a sample of a file of dialogues."""

import gzip
import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from conversations.insights.extractive.language import language_of
from conversations.insights.generator import Act, Dialogue, Line
from conversations.models import ToolInvocation
from demo.generate import generate

NOW = datetime(2026, 11, 1, tzinfo=UTC)  # the demo's, so that the page stays the same
SAMPLE, SEED = 300, 300


@dataclass(frozen=True)
class Talk:
    """A conversation with what is known of it: the names of its services, or of its subject."""

    dialogue: Dialogue
    language: str | None
    services: tuple[str, ...] = ()

    @property
    def first_line(self) -> str:
        """What a list shows before there is a title."""
        lines = [line for line in self.dialogue.lines if line.text.strip()]
        asked = [line for line in lines if line.role == "customer"]
        return next((line.text for line in asked or lines), "")


def demo_talks() -> list[Talk]:
    items = [item for item in generate(NOW) if item["path"].startswith("/v1/")]
    talks = [talk(of_body(item["body"]), item["about"]) for item in items]
    return [each for each in talks if each.dialogue.lines]


def of_body(body) -> Dialogue:
    """Of POST /v1/chat or POST /v1/call."""
    turns = body["messages"] if "messages" in body else body["transcript"]
    tools = body.get("toolInvocations", [])
    lines = [line(n, turn["role"].lower(), turn["text"]) for n, turn in enumerate(turns, 1)]
    acts = [act(tool, sum(at(turn) <= at(tool) for turn in turns)) for tool in tools]
    return Dialogue(tuple(lines), tuple(acts))


def at(item):
    if "startTimestamp" in item:
        return datetime.fromisoformat(item["startTimestamp"])
    return item["startOffsetMs"]


def sampled(file: Path) -> list[Talk]:
    """Dialogues {services, turns, tools} a line, drawn so that each line has the same chance.

    The first half is for looking at while the generator is made, the second for the figures.
    """
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        dialogues = [json.loads(line) for line in lines]
    some = random.Random(SEED).sample(dialogues, min(SAMPLE, len(dialogues)))
    return [talk(of_dialogue(each), tuple(each["services"])) for each in some]


def of_dialogue(each) -> Dialogue:
    lines = [line(n, turn["role"], turn["text"]) for n, turn in enumerate(each["turns"], 1)]
    return Dialogue(tuple(lines), tuple(act(tool, tool["turn"]) for tool in each["tools"]))


def talk(dialogue: Dialogue, services=()) -> Talk:
    return Talk(dialogue, language_of(None, [said.text for said in dialogue.lines]), services)


def line(number, role, text) -> Line:
    return Line(key=number, number=number, role=role, text=text)


def act(tool, before) -> Act:
    result = tool["result"]
    shaped = result if isinstance(result, str | dict) else {"results": result}
    failed = bool(ToolInvocation(result=shaped).failure)
    return Act(tool["name"], failed, before, tool["parameters"], shaped)
