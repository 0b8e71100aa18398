"""A dialogue of the Schema-Guided Dialogue set a line: turns, and tools by the turn they serve.

It tells no times; they are made up. A tool's turn counts from 0: the agent's turn that says
what the tool found, so the tool stands before it.
"""

from collections import defaultdict
from typing import Annotated, Literal

from pydantic import ConfigDict, PlainValidator, model_validator

from conversations.models import Kind
from conversations.new import NewConversation, NewTool, NewTurn, Role
from imports.clock import Clock
from web.api import parse
from web.fields import Wire, WireInt, WireList, WireObject, WireText, fault, parse_result, refuse


class Plain(Wire):
    """A shape whose names are written as they are."""

    model_config = ConfigDict(alias_generator=None)


def parse_found(value: object) -> str | dict:
    """A tool's result; a list, which no conversation keeps as such, as the object's results."""
    return parse_result({"results": value} if isinstance(value, list) else value)


Found = Annotated[str | dict, PlainValidator(parse_found)]


class TurnIn(Plain):
    role: Literal["customer", "agent"]
    text: WireText()


class ToolIn(Plain):
    turn: WireInt(at_least=0)
    name: WireText(1, 255)
    parameters: WireObject
    result: Found


class DialogueIn(Plain):
    id: WireText(1, 255) | None = None
    services: WireList(WireText()) | None = None
    turns: WireList(TurnIn)
    tools: WireList(ToolIn) | None = None

    @model_validator(mode="after")
    def tools_serve_turns(self):
        late = [n for n, tool in enumerate(self.tools or ()) if tool.turn >= len(self.turns)]
        refuse(*(fault("tools", n, "turn", message="There is no such turn") for n in late))
        return self

    def to_domain(self, start) -> NewConversation:
        turns, tools, clock = [], [], Clock(start)
        serving = defaultdict(list)
        for tool in self.tools or ():
            serving[tool.turn].append(tool)
        for number, said in enumerate(self.turns):
            for tool in serving[number]:
                tools.append(NewTool(tool.name, tool.parameters, tool.result, **clock.act()))
            turns.append(NewTurn(Role(said.role), said.text, **clock.say(said.text)))
        return NewConversation(
            kind=Kind.CHAT,
            turns=tuple(turns),
            tools=tuple(tools),
            external_id=self.id,
            properties={"services": ", ".join(self.services)} if self.services else {},
            **clock.whole(),
        )


def read(body, start):
    return parse(DialogueIn, body.text).to_domain(start), None


def shows(value: dict) -> bool:
    return isinstance(value.get("turns"), list)
