"""A list of chat messages a line, as OpenAI's chat completions and fine-tuning files have them.

The user is the customer, the assistant the agent; what the system says is the agent's prompt.
A tool's message is the result of the call that it answers. Times are made up, from created
where the line has it.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import PlainValidator, model_validator
from pydantic_core import from_json

from conversations.models import Kind
from conversations.new import NewAgent, NewConversation, NewTool, NewTurn, Role
from imports.clock import Clock
from imports.formats.sgd import Plain, parse_found
from web.api import parse
from web.fields import WireList, WireProperties, WireText, fault, parse_object, refuse
from web.values import parse_time, refuse_nul

ASSISTANT = "Assistant"
PROMPTS = ("system", "developer")
RESULTS = ("tool", "function")
SPEAKERS = {"user": Role.CUSTOMER, "assistant": Role.AGENT}


def parse_content(value: object) -> str:
    """Text, or a list of parts; of those that are no text only their type is told."""
    if value is None:
        return ""
    if isinstance(value, str):
        return refuse_nul(value)
    if isinstance(value, list) and all(isinstance(p, dict | str) for p in value):
        return "\n".join(_part(part) for part in value)
    raise ValueError("Input should be a string or a list of parts")


def _part(part):
    if isinstance(part, str):
        return refuse_nul(part)
    text = part.get("text", part.get("refusal"))
    kind = part.get("type", "text")
    if isinstance(text, str):
        return refuse_nul(text)
    if not isinstance(kind, str) or kind in ("text", "refusal"):
        raise ValueError("A part should have a type, and text where that is its type")
    return refuse_nul(f"[{kind}]")


def parse_arguments(value: object) -> dict:
    """A call's arguments: a JSON object, mostly as text; text that is none is kept as such."""
    if not isinstance(value, str):
        return parse_object(value)
    found = _json_of(value)
    return parse_object(found if isinstance(found, dict) else {"arguments": value})


def parse_created(value: object) -> datetime:
    """Seconds since 1970, or ISO 8601."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return parse_time(value)
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        raise ValueError("Input is no time of the years 1 to 9999") from None


Content = Annotated[str, PlainValidator(parse_content)]


class FunctionIn(Plain):
    name: WireText(1, 255)
    arguments: Annotated[dict, PlainValidator(parse_arguments)] = {}


class ToolCallIn(Plain):
    id: WireText() | None = None
    function: FunctionIn


class MessageIn(Plain):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Content = ""
    refusal: WireText() | None = None
    name: WireText(0, 255) | None = None
    tool_calls: WireList(ToolCallIn) | None = None
    function_call: FunctionIn | None = None
    tool_call_id: WireText() | None = None

    @property
    def text(self) -> str:
        return self.content or self.refusal or ""

    @property
    def calls(self) -> list[ToolCallIn]:
        older = [ToolCallIn(function=self.function_call)] if self.function_call else []
        return [*(self.tool_calls or ()), *older]


class DialogueIn(Plain):
    messages: WireList(MessageIn)
    id: WireText(1, 255) | None = None
    created: Annotated[datetime, PlainValidator(parse_created)] | None = None
    model: WireText() | None = None
    metadata: WireProperties | None = None

    @model_validator(mode="after")
    def results_answer_calls(self):
        results = self.results()
        stray = [n for n, m in enumerate(self.messages) if m.role in RESULTS and n not in results]
        what = "It answers no tool call of a message before it"
        refuse(*(fault("messages", n, message=what) for n in stray))
        return self

    def results(self) -> dict[int, tuple[int, int]]:
        """By the number of a tool's message: the call that it answers, by message and place."""
        found, waiting = {}, {}
        for n, message in enumerate(self.messages):
            for place, call in enumerate(message.calls):
                waiting[n, place] = call
            if message.role in RESULTS:
                call = next((at for at, c in waiting.items() if _answers(message, c)), None)
                if call:
                    found[n] = call
                    del waiting[call]
        return found

    def to_domain(self, start) -> NewConversation:
        clock = Clock(self.created or start)
        said = {call: self.messages[n].text for n, call in self.results().items()}
        turns, tools = [], []
        for n, message in enumerate(self.messages):
            speaker = SPEAKERS.get(message.role)
            if speaker and (message.text or not message.calls):
                turns.append(NewTurn(speaker, message.text, **clock.say(message.text)))
            for place, call in enumerate(message.calls):
                tools.append(_tool(call, said.get((n, place), ""), clock))
        return NewConversation(
            kind=Kind.CHAT,
            turns=tuple(turns),
            tools=tuple(tools),
            agents=self.agents(),
            external_id=self.id,
            properties=self.properties(),
            **clock.whole(),
        )

    def agents(self) -> tuple[NewAgent, ...]:
        """The assistant, where more than its words is known."""
        prompts = [m.text for m in self.messages if m.role in PROMPTS and m.text]
        names = [m.name for m in self.messages if m.role == "assistant" and m.name]
        if not prompts and not names:
            return ()
        name = next(iter(names), ASSISTANT)
        return (NewAgent(name=name, prompt="\n\n".join(prompts) or None),)

    def properties(self) -> dict:
        return ({"model": self.model} if self.model else {}) | (self.metadata or {})


def _answers(message, call):
    if message.tool_call_id is not None:
        return call.id == message.tool_call_id
    return message.name in (None, call.function.name)


def _tool(call, result, clock):
    return NewTool(call.function.name, call.function.arguments, _result(result), **clock.act())


def _result(text: str) -> str | dict:
    """Text that is a JSON object or a list is kept as that."""
    found = _json_of(text)
    try:
        return parse_found(found) if isinstance(found, dict | list) else text
    except ValueError:
        return text


def _json_of(text: str) -> Any:
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError:
        return None


def read(body, start):
    return parse(DialogueIn, body.text).to_domain(start), None


def shows(value: dict) -> bool:
    messages = value.get("messages")
    said = [m for m in messages if isinstance(m, dict)] if isinstance(messages, list) else []
    return any(m.keys() & {"content", "tool_calls"} for m in said)
