"""What the demo's people think of it: tags, scores and reviews, by the verbs that the pages use.

Whoever judges goes by how a conversation ended. The same seed and conversations give the same.
"""

import random
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from annotations import annotate, review, score_configs, scores, tags
from annotations.models import ScoreConfig, ScoreConfigVersion, Tag
from annotations.places import Place
from annotations.score_configs import Wording
from conversations.models import Conversation, ReviewState
from demo.sitting import Sitting, at_work
from organizations.actors import Actor
from organizations.models import Organization
from organizations.tenancy import within

JUDGED = 1 / 9  # of the conversations whose end is known
SECOND = 0.35  # of those, the share that two people judge
VOCABULARY = {
    "refund": ("orange", "Money went back to the customer, all of it or some."),
    "escalation": ("red", "The customer asked for somebody higher up."),
    "handover": ("blue", "The bot passed it on to a person."),
    "praise": ("green", "The customer was glad, and said so."),
    "follow up": ("yellow", "Somebody owes the customer an answer."),
    "teaching example": ("purple", "Worth showing to new colleagues."),
}
REFUNDS = {"refunded", "part_refund", "credited"}
SOLVED = Wording("Problem solved", "Did the customer leave with what they came for?")
TONE = Wording(
    "Tone", "1 cold, 5 warm. The number is the key.", None, Decimal(1), Decimal(5), Decimal(1)
)
HANDOVER = Wording("Handover", "", ["Too late", "On time", "Not needed"])
FACTS = Wording(
    "Facts right",
    "Of the facts that were told, how many percent were right?",
    None,
    Decimal(0),
    Decimal(100),
    Decimal(5),
)
NEXT = Wording("Next step", "What should change, and who does it.")
ANSWER = Wording("Answer right", "By what we knew on that day.")
FLAW = Wording("Flaw", "", ["Made up", "Out of date", "Unclear", "Too long"])
QUESTIONS = [
    ("boolean", "conversation", SOLVED),
    ("number", "conversation", TONE),
    ("choice", "conversation", HANDOVER),
    ("number", "conversation", FACTS),
    ("text", "conversation", NEXT),
    ("boolean", "turn", ANSWER),
    ("choice", "turn", FLAW),
]
STEPS = [
    "Teach the bot to ask for the order number first.",
    "Put the new return times into the knowledge base.",
    "Billing should call back within a day.",
    "Nothing to change, well done.",
]


@dataclass(frozen=True)
class Ended:
    """A conversation and what its integrator told of it."""

    conversation: Conversation
    properties: dict

    @property
    def at(self):
        return self.conversation.ended_at or self.conversation.started_at

    @property
    def csat(self):
        return self.properties.get("csat", 3)

    def tags(self):
        """The names that anybody would put on it."""
        told = self.properties
        when = {
            "refund": told.get("outcome") in REFUNDS,
            "escalation": told.get("escalated"),
            "handover": told.get("handed_over"),
            "praise": self.csat == 5,
            "follow up": told.get("outcome") == "pending" or self.csat == 1,
        }
        return [name for name, is_so in when.items() if is_so]


@dataclass
class Judge:
    """Somebody of the team at work, with the questions to answer, by their names."""

    sitting: Sitting
    questions: dict[str, ScoreConfig]
    rng: random.Random

    def give(self, ended, wording, value, turn=None):
        question, by = self.questions[wording.name], self.sitting.act()
        scores.score(ended.conversation, question, value, by, Place(turn=turn))

    def judge(self, ended):
        good, rng = ended.csat + rng_step(self.rng), self.rng
        self.give(ended, SOLVED, good > 2)
        self.give(ended, TONE, Decimal(max(1, min(5, good))))
        if ended.properties.get("handed_over"):
            self.give(ended, HANDOVER, "On time" if good > 2 else "Too late")
        if rng.random() < 0.4:
            self.give(ended, FACTS, Decimal(rng.randrange(60 if good > 2 else 20, 105, 5)))
        if rng.random() < 0.25:
            self.give(ended, NEXT, rng.choice(STEPS))

    def judge_a_turn(self, ended):
        """An answer of the agent's, in the middle."""
        spoken = ended.conversation.turns.filter(participant__role="agent")
        numbers = list(spoken.order_by("number").values_list("number", flat=True)[:6])
        if numbers:
            turn = self.rng.choice(numbers)
            self.give(ended, ANSWER, ended.csat > 2, turn)
            if ended.csat <= 2:
                self.give(ended, FLAW, self.rng.choice(FLAW.choices), turn)


def rng_step(rng):
    """People differ a little."""
    return rng.choice([-1, 0, 0, 0, 1])


def prepare(organization: Organization, by: Actor) -> dict[str, ScoreConfig]:
    """The vocabulary of tags, and the questions to score by, by their names."""
    for name, (colour, description) in VOCABULARY.items():
        tags.make(organization, name, by, colour, description)
    made = [score_configs.make(organization, *question, by) for question in QUESTIONS]
    with within(organization):
        for model in (Tag, ScoreConfig, ScoreConfigVersion):
            model.objects.of(organization).update(created_at=by.moment)
    return {str(config): config for config in made}


def judge(endings: list[Ended], team: list[Actor], questions, seed: int, now: datetime):
    """Some of the conversations, the older the more of them reviewed already."""
    endings = [ended for ended in endings if ended.properties]
    rng = random.Random(f"parley-{seed}-opinions")
    chosen = sorted(rng.sample(range(len(endings)), round(len(endings) * JUDGED)))
    for place in chosen:
        ended = endings[place]
        one, other = rng.sample(team, 2)
        sitting = Sitting(one, at_work(ended.at, now, rng), now, rng)
        names = ended.tags() + ["teaching example"] * (rng.random() < 0.1)
        annotate.tag(ended.conversation, names, sitting.act())
        if place > len(endings) * 0.85:
            review.mark(ended.conversation, ReviewState.IN_REVIEW, sitting.act())
            continue
        look(Judge(sitting, questions, rng), ended)
        if rng.random() < SECOND:
            Judge(sitting.later(other), questions, rng).judge(ended)


def look(judge: Judge, ended: Ended):
    """All that one person does with a conversation."""
    judge.judge(ended)
    if judge.rng.random() < 0.3:
        judge.judge_a_turn(ended)
    review.mark(ended.conversation, ReviewState.REVIEWED, judge.sitting.act())
