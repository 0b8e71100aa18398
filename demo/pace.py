"""How long everything takes: reading, typing, speaking, thinking, a program's answer."""

from dataclasses import dataclass

from demo.play import Said, Waited


@dataclass(frozen=True)
class Timed:
    """An event with its begin and end, in milliseconds from the conversation's own."""

    event: object
    start: int
    end: int


def typed(events, rng):
    """A chat's events in time: nobody types while the other does, customers wander off."""
    timed, clock = [], 0
    for before, event in zip([None, *events], events, strict=False):
        if isinstance(event, Waited):
            clock += event.seconds * 1000
        elif isinstance(event, Said):
            clock += typing(before, event, rng) if timed else 0
            timed.append(Timed(event, clock, clock + rng.randrange(200, 900)))
        else:
            begin = clock + (rng.randrange(400, 1800) if event.agent.prompt else clicking(rng))
            clock = begin + answering(event, rng)
            timed.append(Timed(event, begin, clock))
    return timed


def typing(before, said, rng):
    """Milliseconds from the last event until this line is sent."""
    letters = len(said.text)
    if said.agent and said.agent.prompt:
        return rng.randrange(900, 2600) + letters * 6
    if isinstance(before, Said) and before.role == said.role:
        return 2500 + letters * rng.randrange(90, 170)
    reading = len(before.text) * 25 if isinstance(before, Said) else 2000
    thinking = rng.randrange(1500, 9000)
    if said.role == "CUSTOMER" and rng.random() < 0.06:
        thinking += rng.randrange(90, 420) * 1000
    return reading + thinking + letters * rng.randrange(110, 230)


def spoken(events, rng):
    """A call's events in time: exact offsets, some overlaps, dead air where somebody looks."""
    timed, clock = [], rng.randrange(300, 1900)
    for before, event in zip([None, *events], events, strict=False):
        if isinstance(event, Waited):
            clock += event.seconds * 1000
        elif isinstance(event, Said):
            clock += gap(before, event, rng) if timed else 0
            end = clock + 350 + len(event.text) * rng.randrange(55, 74)
            timed.append(Timed(event, clock, end))
            clock = end
        else:
            begin = clock + rng.randrange(50, 500)
            end = begin + answering(event, rng)
            timed.append(Timed(event, begin, end))
            clock = end
    return timed


def clicking(rng):
    """Milliseconds until a person has read and found the right form."""
    return rng.randrange(3_000, 16_000)


def gap(before, said, rng):
    """Milliseconds between two speakers; below zero when one breaks in on the other."""
    if isinstance(before, Said) and before.role == said.role:
        return rng.randrange(250, 900)
    if isinstance(before, Said) and rng.random() < 0.14:
        return -min(rng.randrange(150, 900), 200 + len(before.text) * 20)
    if said.agent and said.agent.prompt:
        return rng.randrange(650, 1500)
    return rng.randrange(150, 1300)


def answering(called, rng):
    """Milliseconds a tool takes: one that times out takes ten seconds."""
    if "timeout" in str(called.result).lower() or "timed out" in str(called.result).lower():
        return 10_000 + rng.randrange(80)
    return int(rng.lognormvariate(6.3, 0.6))
