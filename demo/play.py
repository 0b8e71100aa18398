"""Performs a scene: facts are made up, branches taken, lines worded. What comes out is said."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime

from demo import facts, script, values
from demo.script import Choose, Fact, Human, Include, Line, Pause, Remember, Scene, Tool

SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
LITERAL = re.compile(r"-?\d{1,9}(\.\d+)?|true|false|null|\[.*\]")
CURRENCIES = {"en": "GBP", "tr": "TRY", "ja": "JPY", "ar": "AED"}


@dataclass(frozen=True)
class Said:
    role: str
    text: str
    agent: object = None  # who of the agents speaks; None for the customer


@dataclass(frozen=True)
class Called:
    name: str
    parameters: dict
    result: dict | str
    agent: object


@dataclass(frozen=True)
class Waited:
    seconds: int


@dataclass
class Stage:
    """A scene being played: who is on it, when, what is so, and what has happened so far."""

    scene: Scene
    passages: dict
    language: str
    start: datetime  # the local time, as greetings and due days see it
    bot: object
    human: object
    rng: object
    deck: facts.Deck
    facts: dict
    events: list = field(default_factory=list)
    notes: dict = field(default_factory=dict)

    def __post_init__(self):
        person_first = self.scene.attributes.get("by", "bot") == "human"
        self.speaker = self.human if person_first else self.bot

    @property
    def is_call(self):
        return self.scene.attributes.get("kind") == "call"

    @property
    def currency(self):
        return self.scene.attributes.get("currency") or CURRENCIES.get(self.language, "EUR")

    def pick(self, options):
        return self.deck.deal(options, self.rng)

    def filled(self, text):
        """The text with its choices made and its slots filled in."""
        while CHOICE.search(text):
            text = CHOICE.sub(lambda m: self.rng.choice(m[1].split("|")), text)
        return SLOT.sub(lambda m: values.written(self.fact(m[1]), self.language, m[2] or ""), text)

    def fact(self, name):
        return self.speaker.first_name if name == "agent" else self.facts[name]

    def holds(self, condition):
        """`40%`, `outcome=lost`, `outcome=lost,late`, `outcome!=lost` or `days<31`."""
        if condition.endswith("%"):
            return self.rng.random() * 100 < int(condition[:-1])
        name, sign, wanted = re.fullmatch(r"(\w+)(!?=|<)(.*)", condition).groups()
        known = (self.facts | self.notes).get(name, "")
        if sign == "<":
            return known < int(wanted)
        return (str(known) in wanted.split(",")) == (sign == "=")

    def play(self, steps):
        for step in steps:
            PLAY[type(step)](self, step)

    def typed(self, pairs):
        """Pairs as a program sends them: dotted names are objects, a lone slot keeps its type."""
        found = {}
        for name, template in pairs:
            place = found
            *path, last = name.split(".")
            for key in path:
                place = place.setdefault(key, {})
            place[last] = self.value(template)
        return found

    def props(self):
        """The properties that the scene names: `props: order_id={order}`."""
        pairs = script.pairs(self.scene.attributes.get("props", ""))
        return self.typed(pair for pair in pairs if self.knows(pair[1]))

    def knows(self, template):
        """Whether every fact in it was made; one of a branch not taken was not."""
        return all(name in self.facts for name, _ in SLOT.findall(template))

    def value(self, template):
        slot = SLOT.fullmatch(template)
        if slot and not slot[2]:
            return values.raw(self.fact(slot[1]))
        text = self.raw(template)
        return json.loads(text) if LITERAL.fullmatch(template) else text

    def raw(self, template):
        """A program's text: slots as raw values unless a form is asked for."""
        chosen = re.sub(r"\{(\w+)\}", r"{\1.raw}", template)
        return self.filled(chosen)


def play_fact(stage, step):
    stage.facts |= facts.make(stage, step.names, step.spec)


def play_line(stage, step):
    text = stage.filled(stage.pick(step.wordings)).strip()
    agent = stage.speaker if step.role == "AGENT" else None
    if text:
        stage.events.append(Said(step.role, tidied(text), agent))


def tidied(text):
    """Without the gaps that an empty choice leaves."""
    return re.sub(r" +(?=[?.!,](\s|$))", "", re.sub(" {2,}", " ", text))


def play_tool(stage, step):
    result = step.result
    result = stage.raw(result) if isinstance(result, str) else stage.typed(result)
    called = Called(step.name, stage.typed(step.parameters), result, stage.speaker)
    stage.events.append(called)


def play_choose(stage, step):
    for condition, body in step.branches:
        if stage.holds(condition):
            return stage.play(body)


def play_human(stage, step):
    stage.speaker = stage.human
    stage.events.append(Waited(stage.rng.randint(20, 200) // (5 if stage.is_call else 1)))
    stage.notes["handed_over"] = True


PLAY = {
    Fact: play_fact,
    Line: play_line,
    Tool: play_tool,
    Choose: play_choose,
    Human: play_human,
    Include: lambda stage, step: stage.play(stage.passages[step.passage].steps),
    Pause: lambda stage, step: stage.events.append(Waited(stage.rng.randint(*step.seconds))),
    Remember: lambda stage, step: stage.notes.update(stage.typed(step.pairs)),
}


def perform(stage):
    """The stage with its scene played to the end."""
    stage.play(stage.scene.steps)
    return stage
