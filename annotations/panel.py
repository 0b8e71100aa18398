"""What the panel beside a transcript shows: review state, tags and scores in one place."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from django.utils.functional import cached_property

from annotations import score_configs, scores
from annotations.models import Level, Score, ScoreConfig, ScoreKind, Tagging
from annotations.places import Place
from annotations.scores import told
from conversations.models import Conversation
from organizations.actors import Actor

# Keys of answers, a row of the keyboard a question; none is another act's (templates/_keys.html)
DIGITS = "123456789"
ROWS = ("qwuiop", "asdfgh", "cvbm")
MOST_STEPS = len(DIGITS)
IN_HEAD = 12  # tags


@dataclass(frozen=True)
class Option:
    """An answer to choose: what is sent, what is shown, the key that chooses it."""

    value: str
    label: str
    key: str | None = None


@dataclass(frozen=True)
class Question:
    """A score config as it is asked in one place: the reader's own answer, and the others'."""

    config: ScoreConfig
    options: list[Option] = field(default_factory=list)
    mine: Score | None = None
    others: list[Score] = field(default_factory=list)

    @property
    def version(self):
        return self.config.current

    @property
    def is_asked(self) -> bool:
        """False once it is archived: what was answered stays to be read."""
        return self.config.archived_at is None

    @property
    def answers(self) -> list[Score]:
        return [self.mine, *self.others] if self.mine else self.others

    @property
    def value(self) -> str:
        """The reader's answer as the form sends it; '' for none."""
        return sent(self.mine.value) if self.mine else ""


@dataclass
class Panel:
    """The annotations of a conversation as one person sees them; turn None: of the whole.

    Each part costs a statement when it is looked at.
    """

    conversation: Conversation
    by: Actor
    turn: int | None = None

    @property
    def place(self) -> Place:
        return Place(turn=self.turn)

    @cached_property
    def taggings(self) -> list[Tagging]:
        """All of the conversation and its turns, in the order they came."""
        rows = Tagging.objects.of(self.conversation.organization)
        rows = rows.filter(conversation=self.conversation).select_related("author", "tag", "turn")
        return list(rows.defer("turn__text", "turn__payload").order_by("pk"))

    @property
    def in_head(self) -> list[Tagging]:
        """Those of the whole that a head has room for."""
        return self._of_the_whole[:IN_HEAD]

    @property
    def not_in_head(self) -> int:
        return len(self._of_the_whole[IN_HEAD:])

    @property
    def _of_the_whole(self):
        return [tagging for tagging in self.taggings if tagging.turn is None]

    @cached_property
    def questions(self) -> list[Question]:
        """What is asked of the whole, or of the turn; archived ones where they have answers."""
        level = Level.CONVERSATION if self.turn is None else Level.TURN
        configs = score_configs.configs(self.conversation.organization, archived=None)
        given = scores.by_config([s for s in self.scores if self._is_here(s)])
        known = [c for c in configs.filter(level=level) if not c.archived_at or c.pk in given]
        keys = keys_of([config for config in known if not config.archived_at])
        return [self._question(config, keys, given.get(config.pk, [])) for config in known]

    @cached_property
    def scores(self) -> list[Score]:
        return scores.current(self.conversation)

    @property
    def count(self) -> int:
        """Tags and scores that stand, everybody's, on the whole and on turns."""
        return len(self.taggings) + len(self.scores)

    def _is_here(self, score):
        return (score.turn.number if score.turn else None) == self.turn

    def _question(self, config, keys, given):
        mine = [score for score in given if score.author_key == self.by.key]
        others = [score for score in given if score.author_key != self.by.key]
        options = options_of(config, keys.get(config.pk, ""))
        return Question(config, options, *(mine or [None]), others)


def keys_of(configs) -> dict[int, str]:
    """The keys of each config's answers: digits for the first number, else rows of letters."""
    digits, rows, found = DIGITS, list(ROWS), {}
    for config in configs:
        wanted = len(answers(config))
        found[config.pk] = ""
        if config.kind == ScoreKind.NUMBER and 0 < wanted <= len(digits):
            found[config.pk], digits = digits, ""
        elif config.kind != ScoreKind.NUMBER:
            row = next((row for row in rows if 0 < wanted <= len(row)), None)
            if row:
                rows.remove(row)
                found[config.pk] = row
    return found


def options_of(config: ScoreConfig, keys: str) -> list[Option]:
    return [Option(*answer, key) for answer, key in zip_longest(answers(config), keys) if answer]


def answers(config: ScoreConfig) -> list[tuple[str, str]]:
    """The answers that can be chosen from, as (value, label); none where it is typed."""
    version = config.current
    if config.kind == ScoreKind.BOOLEAN:
        return [("true", "Yes"), ("false", "No")]
    if config.kind == ScoreKind.CHOICE:
        return [(choice, choice) for choice in version.choices]
    if config.kind == ScoreKind.NUMBER:
        return [(sent(number), sent(number)) for number in steps(version)]
    return []


def steps(version) -> list[Decimal]:
    """A number's values where they are few, else none."""
    low, high, step = version.minimum, version.maximum, version.step
    if low is None or high is None or not step or (high - low) / step >= MOST_STEPS:
        return []
    return [low + n * step for n in range(int((high - low) / step) + 1)]


def sent(value) -> str:
    """A score's value as a form sends it."""
    return str(value).lower() if isinstance(value, bool) else str(told(value))
