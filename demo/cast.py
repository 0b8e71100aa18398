"""Who plays what: the scenes of a language, the people, and the programme of one run."""

import random
from functools import cache
from pathlib import Path

from demo import people, schedule, voice, wire
from demo.facts import Deck
from demo.play import Stage, perform
from demo.script import parse

SCENARIOS = Path(__file__).parent / "scenarios"
LONG = 60  # steps
CHANNELS = {"chat": ["web_chat", "web_chat", "app", "whatsapp"], "call": ["phone"]}
PLANS = {
    "furniture": ["guest", "member"],
    "travel": ["basic", "flex", "club"],
    "bank": ["classic", "plus", "premier"],
    "telecom": ["fibre_150", "fibre_500", "mobile_20", "mobile_unlimited"],
    "energy": ["fixed_12", "variable", "green"],
    "software": ["free", "team", "business", "enterprise"],
    "clinic": ["self_pay", "insured"],
    "groceries": ["pay_as_you_go", "delivery_pass"],
}


@cache
def library(language):
    """Every scene and passage of a language, by name."""
    scenes = {}
    for path in sorted((SCENARIOS / language).glob("*.talk")):
        for name, scene in parse(path.read_text()).items():
            if name in scenes:
                raise ValueError(f"two scenes named {name}, one in {path}")
            scenes[name] = scene
    return scenes


def playable(kind, language):
    return [
        scene
        for name, scene in library(language).items()
        if not name.startswith("@") and scene.attributes.get("kind", "chat") == kind
    ]


def chosen(kind, language, count, rng):
    """So many scenes: each about as often as the others, some a stated number of times."""
    scenes = playable(kind, language)
    found = [s for s in scenes for _ in range(int(s.attributes.get("times", 0)))]
    free = [s for s in scenes if "times" not in s.attributes]
    while len(found) < count:
        found += rng.sample(free, min(len(free), count - len(found)))
    return found


def programme(kind, language, moments, now, rng):
    """A scene for each moment; those that fit few moments choose first."""
    free, plan = list(moments), {}
    scenes = chosen(kind, language, len(free), rng)
    rng.shuffle(scenes)
    for scene in sorted(scenes, key=choosiness):
        moment = rng.choice([m for m in free if fits(scene, m, language, now)] or free)
        free.remove(moment)
        plan[moment] = scene
    return plan


def choosiness(scene):
    by = scene.attributes.get("by", "bot")
    return ("hours" not in scene.attributes, len(scene.steps) <= LONG, by == "bot")


def fits(scene, moment, language, now):
    """Whether it could have begun then: its hours, people awake, over by now."""
    if len(scene.steps) > LONG and moment > now - schedule.LATEST_LONG:
        return False
    first, _, last = scene.attributes.get("hours", "0..24").partition("..")
    if not int(first) <= schedule.local(moment, language).hour < int(last):
        return False
    return scene.attributes.get("by", "bot") == "bot" or not schedule.is_night(moment, language)


class Cast:
    """The people, and the programme that they play, of one run."""

    def __init__(self, seed, now, moments):
        """moments: of each (kind, language), when its conversations begin."""
        self.seed, self.deck = seed, Deck()
        self.numbers = {"chat": 0, "call": 0}
        rng = random.Random(f"parley-{seed}-cast")
        self.customers, self.plans = {}, {}
        for (kind, language), times in moments.items():
            self.plans[kind, language] = programme(kind, language, times, now, rng)
            self.customers.setdefault(
                language, people.customers(language, int(len(times) * 0.7) + 1, rng)
            )

    def talk(self, kind, language, moment):
        """The conversation of that kind and language that began then."""
        self.numbers[kind] += 1
        number = self.numbers[kind]
        rng = random.Random(f"parley-{self.seed}-{kind}-{number}")
        scene = self.plans[kind, language][moment]
        pool = self.customers[language]
        customer = pool[int(len(pool) * rng.random() ** 1.3)]
        stage = perform(self.stage(scene, language, moment, customer, rng))
        events = stage.events
        if kind == "chat" and customer.is_casual:
            events = voice.casual(events, language, rng)
        return wire.Talk(number, moment, customer, stage, events, rng)

    def stage(self, scene, language, moment, customer, rng):
        start = schedule.local(moment, language)
        bot = people.bot(scene.attributes["brand"], language)
        human = rng.choice(people.desk(language))
        facts = known(scene, language, start, customer, rng)
        facts |= {"bot": bot.name, "human": human.name}
        passages = library(language)
        return Stage(scene, passages, language, start, bot, human, rng, self.deck, facts)


def known(scene, language, start, customer, rng):
    """The facts that every scene can speak of."""
    brand, kind = scene.attributes["brand"], scene.attributes.get("kind", "chat")
    born = "%d/%m/%Y" if language in ("en", "es") else "%d.%m.%Y"
    return {
        "customer": customer.name,
        "first": customer.first,
        "last": customer.last,
        "formal": customer.address(language),
        "brand": brand,
        "business": people.BRANDS[brand]["business"],
        "greeting": people.greeting(language, start.hour),
        "daytime": "day" if start.hour < 17 else "evening",
        "born": customer.born.strftime(born),
        "pic": rng.randrange(1000, 9999),
        "channel": scene.attributes.get("channel") or rng.choice(CHANNELS[kind]),
        "plan": rng.choice(PLANS[people.BRANDS[brand]["business"]]),
    }
