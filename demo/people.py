"""Who takes part: customers that come back now and then, the bots, the people at the desk."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

NAMES = tomllib.loads((Path(__file__).parent / "people.toml").read_text())
BRANDS = tomllib.loads((Path(__file__).parent / "scenarios" / "brands.toml").read_text())
FORMAL = {"en": ("Ms ", "Mr "), "de": ("Frau ", "Herr "), "es": ("señora ", "señor ")}


@dataclass(frozen=True)
class Customer:
    """region and habits last from one conversation to the next; phone may be None."""

    first: str
    last: str
    is_woman: bool
    phone: str | None
    region: str
    is_casual: bool
    born: date

    @property
    def name(self):
        spaced = f"{self.first} {self.last}"
        return f"{self.last} {self.first}" if spaced[0] > "\u3000" else spaced

    def address(self, language):
        """How an agent who is formal addresses them: Ms Kaur, Frau Keller, Ayşe Hanım, 高橋様."""
        if language == "tr":
            return f"{self.first} {'Hanım' if self.is_woman else 'Bey'}"
        if language == "ja":
            return f"{self.last}様"
        woman, man = FORMAL.get(language, ("", ""))
        return (woman if self.is_woman else man) + self.last


@dataclass(frozen=True)
class Agent:
    name: str
    custom_id: str
    prompt: str | None = None  # None: a person

    @property
    def first_name(self):
        return self.name.split()[-1] if self.name[0] > "\u3000" else self.name.split()[0]


def greeting(language, hour):
    """Good morning, by the clock of whoever is greeted."""
    morning, day, evening = NAMES[language]["greetings"]
    noon, dusk = NAMES[language]["hours"]
    return morning if 4 <= hour < noon else day if noon <= hour < dusk else evening


def customers(language, count, rng):
    """So many different customers, the regulars first."""
    names = NAMES[language]
    firsts = [(n, True) for n in names["women"]] + [(n, False) for n in names["men"]]
    pairs = [(first, last) for first in firsts for last in names["last"]]
    chosen = rng.sample(pairs, min(count, len(pairs)))
    return [customer(names, *pair, rng) for pair in chosen]


def customer(names, first, last, rng):
    phone = None
    if names["phones"]:
        phone = re.sub("#", lambda _: str(rng.randrange(10)), rng.choice(names["phones"]))
    region = rng.choice(names["regions"])
    born = date(1942, 1, 1) + timedelta(days=rng.randrange(62 * 365))
    return Customer(first[0], last, first[1], phone, region, rng.random() < 0.35, born)


def desk(language):
    """The people who answer in a language."""
    names = [entry[:-2] for entry in NAMES[language]["agents"]]
    return [Agent(name, f"desk-{language}-{n:02}") for n, name in enumerate(names, 1)]


def bot(brand, language):
    """The bot that answers for a brand."""
    about = BRANDS[brand]
    name, prompt = about["bot"], about[language].replace("{bot}", about["bot"])
    return Agent(name, f"bot-{about['business']}-{name.lower()}", prompt)
