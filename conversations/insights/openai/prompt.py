"""What is sent: instructions from a versioned file, and the conversation as data.

A change of the file's words is a new file, so that what was written by the old one can be told.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from conversations.insights.generator import Dialogue
from conversations.insights.openai.excerpt import excerpt, shortened

VERSION = "1"
FILE = Path(__file__).parent.parent / "prompts" / f"summary-{VERSION}.txt"
INSTRUCTIONS = FILE.read_text(encoding="utf-8")
HASH = hashlib.sha256(INSTRUCTIONS.encode()).hexdigest()
TOOLS = 60  # the last ones; their names are cut at NAME
NAME = 100


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages, and the keys of the turns in them by the numbers that they bear there."""

    messages: list[dict]
    keys: dict[int, int]

    @property
    def tokens(self) -> int:
        """About how many it costs: three characters each, as in text that isn't English."""
        return sum(len(message["content"]) for message in self.messages) // 3


def prompt(dialogue: Dialogue, characters: int) -> Prompt:
    spoken = [line for line in dialogue.lines if line.text.strip()]
    sent, left_out = excerpt(spoken, characters)
    record = {
        "language": dialogue.language,
        "turns": [{"n": n.number, "who": n.role, "says": shortened(n.text)} for n in sent],
        "tools": [_tool(act, dialogue.lines) for act in dialogue.acts[-TOOLS:]],
        "left_out": left_out and {"from": left_out[0].number, "to": left_out[-1].number},
    }
    told = {name: value for name, value in record.items() if value}
    messages = [
        {"role": "system", "content": INSTRUCTIONS},
        {"role": "user", "content": json.dumps(told, ensure_ascii=False)},
    ]
    return Prompt(messages, {line.number: line.key for line in sent})


def _tool(act, lines):
    after = lines[act.before - 1].number if act.before else 0
    return {"name": act.name[:NAME], "after_turn": after, "failed": act.failed}
