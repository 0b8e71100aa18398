"""What the filters of lists ask of annotations, as people type it: `Quality >= 3`, a name, `me`."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import Q

from annotations import score_configs
from annotations.models import ScoreConfig, ScoreKind
from annotations.refused import Invalid
from organizations.models import Membership, Organization, User

ME = "me"
SIGNS = ("=", ">", "<", "≥", "≤")
WORDS = {"yes": True, "true": True, "no": False, "false": False}
RANGE = ".."


@dataclass(frozen=True)
class AskedScore:
    """A config, and the value or the bounds that are asked for; none of them: any score by it."""

    config: ScoreConfig
    value: bool | str | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None


def asked_scores(organization: Organization, text: str) -> list[AskedScore]:
    """`Name`, `Name = value`, `Name = 2..4`, `Name >= 3`; several parted by commas.

    Invalid where there is no such score, or no such value. Archived ones are understood: their
    scores stand. One statement.
    """
    configs = {config.key: config for config in score_configs.configs(organization, archived=None)}
    try:
        return [_asked(configs, text)]  # a name or a choice may have commas
    except Invalid:
        parts = [part for part in text.split(",") if part.strip()]
        if len(parts) < 2:
            raise
        return [_asked(configs, part) for part in parts]


def _asked(configs, text):
    name, sign, value = _parted(configs, " ".join(text.split()))
    config = configs.get(name.casefold())
    if config is None:
        raise Invalid("score", f"There is no score “{name}”.")
    if not sign:
        return AskedScore(config)
    if not value:
        raise Invalid("score", f"Write a value behind “{name} {sign}”.")
    if config.kind == ScoreKind.NUMBER:
        return AskedScore(config, **_bounds(sign, value))
    if sign != "=":
        raise Invalid("score", f"“{name}” is no number: ask for it with =.")
    return AskedScore(config, _value(config, value))


def _parted(configs, text):
    """(name, sign, value): by the longest name that is known, which may have signs in it."""
    known = [key for key in configs if text.casefold().startswith(key)]
    for key in sorted(known, key=len, reverse=True):
        rest = text[len(key) :].strip()
        if not rest or rest.startswith(SIGNS):
            return text[: len(key)], *_signed(rest)
    at = min((text.index(sign) for sign in SIGNS if sign in text), default=len(text))
    return text[:at].strip(), *_signed(text[at:])


def _signed(rest):
    sign = rest[:2] if rest[:2] in (">=", "<=") else rest[:1]
    plain = {"≥": ">=", "≤": "<="}.get(sign, sign)
    return plain, rest[len(sign) :].strip()


def _bounds(sign, value):
    if sign in "><":
        raise Invalid("score", f"Ask for a number with =, >= or <=, not with {sign}.")
    if sign == "=":
        low, has_both, high = value.partition(RANGE)
        found = {"at_least": low, "at_most": high if has_both else low}
    else:
        found = {"at_least" if sign == ">=" else "at_most": value}
    return {bound: _number(text) for bound, text in found.items() if text.strip()}


def _number(text):
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not score_configs.fits(number):
        raise Invalid("score", f"“{text.strip()}” is no number that a score can have.")
    return number


def _value(config, text):
    if config.kind == ScoreKind.TEXT:
        return text
    if config.kind == ScoreKind.BOOLEAN:
        if text.casefold() not in WORDS:
            raise Invalid("score", f"“{config.current.name}” is yes or no.")
        return WORDS[text.casefold()]
    known = {choice.casefold(): choice for choice in config.current.choices}
    return known.get(text.casefold(), text)  # an earlier version may have had other choices


@dataclass(frozen=True)
class Somebody:
    """A person, key or generator by what they are called: today's name or e-mail, or the kept one.

    people are the keys of the members it fits.
    """

    called: str
    people: tuple[int, ...] = ()

    def did(self, column: str) -> Q:
        """Whether the person key `column` is theirs, or its name that is kept beside it."""
        kept = Q(**{column: None, f"{column}_name__iexact": self.called})
        return Q(**{f"{column}__in": self.people}) | kept


def somebody(organization: Organization, text: str, reader: User) -> Somebody:
    """`me` is the reader. One statement."""
    called = text.strip()
    if called.casefold() == ME:
        return Somebody(str(reader), (reader.pk,))
    fits = Q(user__name__iexact=called) | Q(user__email__iexact=called)
    people = Membership.objects.of(organization).filter(fits).values_list("user", flat=True)
    return Somebody(called, tuple(people))


def offered_scores(organization: Organization) -> list[str]:
    """What can be asked about scores that are given today, to complete what is typed."""
    return [line for config in score_configs.configs(organization) for line in _lines(config)]


def _lines(config):
    name = config.current.name
    if config.kind == ScoreKind.BOOLEAN:
        return [f"{name} = yes", f"{name} = no"]
    if config.kind == ScoreKind.CHOICE:
        return [f"{name} = {choice}" for choice in config.current.choices]
    if config.kind == ScoreKind.NUMBER and config.current.minimum is not None:
        return [name, f"{name} >= {config.current.minimum.normalize():f}"]
    return [name]
