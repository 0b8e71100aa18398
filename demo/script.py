"""Reads the scenario files (`scenarios/<language>/*.talk`) into steps that play.py performs.

    brand: Oakmere Home          the file's own attributes, before the first scene
    == late delivery             a scene; `== @hold` is a passage that scenes include
    by: bot>human                its attributes; about: has words that name its subject
    order = code OM-######       a fact (facts.py)
    A: Hi, this is {bot}.        the agent says; C: the customer. [one|another] is a choice
    | Hello! {bot} here.         another wording of the whole line
    > get_order id={order} -> status=late eta={eta}     a tool and its result
    ? outcome=lost               only then; the indented lines below; `? 40%`, `? else`
    @hold                        include a passage
    ... 2m                       a pause
    ~ mood=angry                 remember something about the conversation
    ! human                      from here a person answers
A line with no mark carries on the one above.
"""

import re
import shlex
from dataclasses import dataclass, field

ATTRIBUTE = re.compile(
    r"(brand|about|currency|by|kind|times|hours|props|channel|customer|"
    r"direction|interface): "
)
FACT = re.compile(r"([a-z_0-9]+(?:, [a-z_0-9]+)*) = ")
MARK = re.compile(r"==|#|[AC]: |[>?@~!|] |@\w|\.\.\. ")


@dataclass(frozen=True)
class Fact:
    names: tuple
    spec: str


@dataclass(frozen=True)
class Line:
    role: str
    wordings: tuple


@dataclass(frozen=True)
class Tool:
    """result is a template of text, or pairs for an object."""

    name: str
    parameters: tuple
    result: str | tuple


@dataclass(frozen=True)
class Pause:
    seconds: tuple


@dataclass(frozen=True)
class Remember:
    pairs: tuple


@dataclass(frozen=True)
class Include:
    passage: str


@dataclass(frozen=True)
class Human:
    """From here a person answers instead of the bot."""


@dataclass
class Choose:
    """Branches of (condition, steps): the first whose condition holds is played."""

    branches: list


@dataclass
class Scene:
    name: str
    attributes: dict
    steps: list = field(default_factory=list)


def parse(text):
    """The scenes of one file, by name; attributes above the first belong to each of them."""
    lines = joined(text)
    cuts = [i for i, (_, line) in enumerate(lines) if line.startswith("== ")] + [len(lines)]
    common, _ = attributes(lines[: cuts[0]])
    scenes = {}
    for start, end in zip(cuts, cuts[1:], strict=False):
        name = lines[start][1].removeprefix("== ")
        own, rest = attributes(lines[start + 1 : end])
        scenes[name] = Scene(name, common | own, steps(rest))
    return scenes


def joined(text):
    """(indent, line) pairs: comments and empty lines gone, continued lines made whole."""
    lines = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if MARK.match(line) or ATTRIBUTE.match(line) or FACT.match(line) or line == "!":
            lines.append((len(raw) - len(raw.lstrip()), line))
        else:
            indent, above = lines.pop()
            lines.append((indent, f"{above} {line}"))
    return lines


def attributes(lines):
    """The attributes at the top, and the lines below them."""
    found = {}
    for n, (_, line) in enumerate(lines):
        if not ATTRIBUTE.match(line):
            return found, lines[n:]
        key, _, value = line.partition(": ")
        found[key] = value
    return found, []


def steps(lines):
    found, n = [], 0
    while n < len(lines):
        indent, line = lines[n]
        n += 1
        if line.startswith("| "):
            last = found.pop()
            found.append(Line(last.role, (*last.wordings, line[2:])))
        elif line.startswith("? "):
            end = n
            while end < len(lines) and lines[end][0] > indent:
                end += 1
            branch(found, line[2:], steps(lines[n:end]))
            n = end
        else:
            found.append(step(line))
    return found


def branch(found, condition, body):
    """Begin a choice; `else` and `or …` carry on the one before."""
    word, _, rest = condition.partition(" ")
    if word == "else":
        found[-1].branches.append(("100%", body))
    elif word == "or":
        found[-1].branches.append((rest, body))
    else:
        found.append(Choose([(condition, body)]))


def step(line):
    if line[:3] in ("A: ", "C: "):
        return Line("AGENT" if line[0] == "A" else "CUSTOMER", (line[3:],))
    if line.startswith("> "):
        return tool(line[2:])
    if line.startswith("... "):
        return Pause(seconds(line[4:]))
    if line.startswith("~ "):
        return Remember(pairs(line[2:]))
    if line.startswith("@"):
        return Include(line)
    if line == "! human":
        return Human()
    names, _, spec = line.partition(" = ")
    if not FACT.match(line):
        raise ValueError(f"not a step: {line}")
    return Fact(tuple(names.split(", ")), spec)


def tool(line):
    call, _, result = line.partition(" -> ")
    name, _, parameters = call.partition(" ")
    is_text = result.startswith('"')
    return Tool(name, pairs(parameters), shlex.split(result)[0] if is_text else pairs(result))


def pairs(text):
    return tuple(tuple(pair.split("=", 1)) for pair in shlex.split(text))


def seconds(text):
    """(low, high) in seconds, from '20s', '3m' or '2m..6m'."""
    low, _, high = text.partition("..")
    unit = {"s": 1, "m": 60, "h": 3600}
    return tuple(int(t[:-1]) * unit[t[-1]] for t in (low, high or low))
