"""The questions that an organization scores by: made, reworded in versions, ordered, archived."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.holding import insert
from annotations.models import Level, Score, ScoreConfig, ScoreConfigVersion, ScoreKind
from annotations.refused import Gone, IdTaken, InUse, Invalid, NameTaken
from organizations.actors import Actor
from organizations.audit import record
from organizations.models import Organization
from organizations.tenancy import within

LONGEST_NAME = 100
MOST_CHOICES = 50
LONGEST_HELP = 2000
LARGEST = Decimal(10) ** 13


@dataclass(frozen=True)
class Wording:
    """What a version says: name, help text, and which values it takes."""

    name: str
    help: str = ""
    choices: list[str] | None = None  # of a choice, in order
    minimum: Decimal | None = None  # of a number
    maximum: Decimal | None = None
    step: Decimal | None = None  # from the minimum on


def configs(organization: Organization, archived: bool | None = False):
    """The configs with their current wording, as they are asked; of archived=None all.

    One statement.
    """
    rows = ScoreConfig.objects.of(organization).select_related("current")
    rows = rows.order_by("position", "key")
    return rows if archived is None else rows.filter(archived_at__isnull=not archived)


def make(
    organization: Organization,
    kind: str,
    level: str,
    wording: Wording,
    by: Actor,
    public_id: UUID | None = None,
) -> ScoreConfig:
    """NameTaken, IdTaken, or Invalid. The same id again: the same config."""
    if kind not in ScoreKind or level not in Level:
        raise Invalid("kind" if kind not in ScoreKind else "level", "There is no such one.")
    wording = checked(kind, wording)
    with within(organization):
        rows = configs(organization, archived=None)
        if again := public_id and rows.filter(public_id=public_id).first():
            return _same(again, wording)
        given = {"public_id": public_id} if public_id else {}
        config = ScoreConfig(organization=organization, kind=kind, level=level, **given)
        config.key = wording.name.casefold()
        config.position = 1 + (rows.aggregate(last=Max("position"))["last"] or 0)
        with _names_are_unique(rows, config.key):
            insert([config])
        _add_version(config, 1, wording)
        record(organization, by, "score_config.made", wording.name, {"kind": kind})
    return config


def change(config: ScoreConfig, wording: Wording, by: Actor) -> ScoreConfig:
    """Reword it. If somebody scored by the current version, that is frozen, and a new one made.

    NameTaken, Invalid, Gone. The same words again change nothing.
    """
    wording = checked(config.kind, wording)
    organization = config.organization
    with within(organization):
        config = held(config)
        current = config.current
        if wording == wording_of(current):
            return config
        config.key = wording.name.casefold()
        with _names_are_unique(configs(organization, None).exclude(pk=config.pk), config.key):
            config.save(update_fields=["key"])
        if is_used(current):
            _add_version(config, current.number + 1, wording)
        else:
            ScoreConfigVersion.objects.filter(pk=current.pk).update(**asdict(wording))
            current.refresh_from_db()
        record(organization, by, "score_config.changed", wording.name, _told(config))
    return config


def with_uses(organization: Organization):
    """All configs, archived ones too, each with uses, the number of scores that stand.

    One statement.
    """
    scores = _standing(organization).filter(config=OuterRef("pk")).order_by()
    count = scores.values("config").annotate(n=Count("*")).values("n")
    return configs(organization, archived=None).annotate(uses=Coalesce(Subquery(count), 0))


def move(config: ScoreConfig, earlier: bool, by: Actor) -> bool:
    """Ask it one place earlier or later among those of its level; False where it is at the end."""
    organization = config.organization
    with within(organization):
        rows = configs(organization).filter(level=config.level)
        held = list(rows.order_by("pk").select_for_update(no_key=True, of=("self",)))
        held.sort(key=lambda row: (row.position, row.key))
        here = next((n for n, row in enumerate(held) if row.pk == config.pk), None)
        there = None if here is None else here + (-1 if earlier else 1)
        if there is None or not 0 <= there < len(held):
            return False
        held[here], held[there] = held[there], held[here]
        for position, row in enumerate(held, 1):
            row.position = position
        ScoreConfig.objects.of(organization).bulk_update(held, ["position"])
        record(organization, by, "score_config.moved", str(config), {"to": there + 1})
    return True


def archive(config: ScoreConfig, by: Actor):
    """Score by it no more; its scores stay. Again, it changes nothing."""
    _set_archived(config, by, timezone.now(), "score_config.archived")


def unarchive(config: ScoreConfig, by: Actor):
    _set_archived(config, by, None, "score_config.unarchived")


def delete(config: ScoreConfig, by: Actor):
    """InUse if anybody ever scored by it: then it can be archived."""
    organization = config.organization
    with within(organization):
        config = held(config)
        if Score.objects.of(organization).filter(config=config).exists():
            raise InUse(f"“{config}” has scores. Archive it.")
        name = str(config)
        config.delete()
        record(organization, by, "score_config.deleted", name)


def wording_of(version: ScoreConfigVersion) -> Wording:
    return Wording(**{name: getattr(version, name) for name in Wording.__dataclass_fields__})


def is_used(version: ScoreConfigVersion) -> bool:
    return Score.objects.of(version.organization).filter(version=version).exists()


def uses(version: ScoreConfigVersion) -> int:
    """How many scores that stand were given by this wording."""
    return _standing(version.organization).filter(version=version).count()


def checked(kind: str, wording: Wording) -> Wording:
    """The wording as it is kept, or Invalid with the field that is wrong."""
    name = " ".join(wording.name.split())
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise Invalid("name", f"Write a name of at most {LONGEST_NAME} characters.")
    if len(wording.help) > LONGEST_HELP or "\0" in wording.help:
        raise Invalid("help", f"At most {LONGEST_HELP:,} characters.")
    choices = _choices(kind, wording.choices)
    numbers = _numbers(kind, wording)
    return Wording(name, wording.help.strip(), choices, *numbers)


def held(config: ScoreConfig) -> ScoreConfig:
    """The config as it is now; nobody scores by it or changes it meanwhile."""
    organization = config.organization
    rows = ScoreConfig.objects.of(organization).filter(pk=config.pk)
    found = rows.select_for_update().first()
    if found is None:
        raise Gone("The score config was deleted.")
    found.organization = found.current.organization = organization
    return found


def _standing(organization):
    scores = Score.objects.of(organization).filter(is_current=True)
    return scores.exclude(boolean=None, number=None, text=None)


def _choices(kind, choices):
    if kind != ScoreKind.CHOICE:
        if choices:
            raise Invalid("choices", "Only a choice has choices.")
        return None
    choices = [" ".join(choice.split()) for choice in choices or []]
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise Invalid("choices", f"Write 2 to {MOST_CHOICES} choices.")
    if any(not choice or len(choice) > LONGEST_NAME or "\0" in choice for choice in choices):
        raise Invalid("choices", f"A choice has 1 to {LONGEST_NAME} characters.")
    if len({choice.casefold() for choice in choices}) < len(choices):
        raise Invalid("choices", "Two choices are the same.")
    return choices


def _numbers(kind, wording):
    numbers = (wording.minimum, wording.maximum, wording.step)
    given = [number for number in numbers if number is not None]
    if kind != ScoreKind.NUMBER:
        if given:
            raise Invalid("minimum", "Only a number has a range.")
        return numbers
    for field in ("minimum", "maximum", "step"):
        number = getattr(wording, field)
        if number is not None and not fits(number):
            raise Invalid(field, "A number below 10^13, with at most 6 digits behind the point.")
    low, high, step = numbers
    if low is not None and high is not None and high <= low:
        raise Invalid("maximum", "The maximum is above the minimum.")
    if step is not None and (step <= 0 or low is None):
        raise Invalid("step", "A step is above 0 and counts from a minimum.")
    return numbers


def fits(number: Decimal) -> bool:
    """Whether the columns of numbers can hold it as it is."""
    return number.is_finite() and number.copy_abs() < LARGEST and number == round(number, 6)


def _add_version(config, number, wording):
    config.current = ScoreConfigVersion.objects.create(
        organization=config.organization, config=config, number=number, **asdict(wording)
    )
    config.save(update_fields=["current"])


def _told(config):
    return {"version": config.current.number}


def _same(config, wording):
    if config.key != wording.name.casefold():
        raise IdTaken
    return config


def _set_archived(config, by, moment, act):
    organization = config.organization
    with within(organization):
        rows = ScoreConfig.objects.of(organization).filter(pk=config.pk)
        if rows.filter(archived_at__isnull=moment is not None).update(archived_at=moment):
            record(organization, by, act, str(config))
    config.archived_at = moment


class _names_are_unique:
    """Turns the database's refusal of a name into NameTaken by the config that has it."""

    def __init__(self, others, key):
        self.others, self.key = others, key
        self.savepoint = transaction.atomic()

    def __enter__(self):
        self.savepoint.__enter__()

    def __exit__(self, kind, error, trace):
        self.savepoint.__exit__(kind, error, trace)
        if isinstance(error, IntegrityError) and "score_config_name_is_taken" in str(error):
            other = self.others.get(key=self.key)
            raise NameTaken(f"There is a score config “{other}” already.", other) from error
