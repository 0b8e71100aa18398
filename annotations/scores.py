"""Scores: given and taken back by their authors. Each value that ever stood can be read."""

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from annotations.holding import authored, holding, insert, same
from annotations.models import Level, Score, ScoreConfig, ScoreConfigVersion, ScoreKind
from annotations.models.annotation import SPAN
from annotations.places import WHOLE, Place, columns
from annotations.refused import Archived, Gone, Invalid, NotYours
from annotations.score_configs import fits
from conversations.models import Conversation
from organizations.actors import Actor
from organizations.audit import record
from organizations.tenancy import within
from web.keep import keep

LONGEST_TEXT = 5000  # characters
COLUMN = {
    ScoreKind.BOOLEAN: "boolean",
    ScoreKind.NUMBER: "number",
    ScoreKind.CHOICE: "text",
    ScoreKind.TEXT: "text",
}
WHERE = ("turn", *SPAN, "start_ms", "end_ms")

Value = bool | Decimal | str


def score(
    conversation: Conversation,
    config: ScoreConfig,
    value: Value,
    by: Actor,
    place: Place = WHOLE,
    public_id: UUID | None = None,
) -> Score:
    """Give a score by the config's current version; the author's former one becomes history.

    Another author's stays beside it. The same value again, or the same public_id, changes
    nothing. Invalid names the field: value, turn, span, end_ms. Archived, IdTaken, Gone.
    """
    with within(conversation.organization):
        version = kept_version(config)  # configs before conversations, as their change holds them
        given = {COLUMN[version.config.kind]: checked(version, value)}
        _check_level(version.config, place)
        with holding(conversation) as conversation:
            if again := same(_scores(conversation), public_id, by, conversation):
                return again
            where = columns(conversation, place)
            return _give(conversation, version, by, where, given, public_id)


def change(score: Score, value: Value, by: Actor) -> Score:
    """Give one's own score another value, where it sits. A new one stands then. NotYours.

    A span stays on the words that it was given for.
    """
    if score.author_key != by.key:
        raise NotYours(f"Only {score.by} can change this score.")
    with within(score.organization):
        version = kept_version(score.config)
        given = {COLUMN[version.config.kind]: checked(version, value)}
        with holding(score.conversation) as conversation:
            where = {column: getattr(score, column) for column in WHERE}
            return _give(conversation, version, by, where, given, None)


def withdraw(score: Score, by: Actor) -> bool:
    """Take one's own score back: it stays in history. False if it is no longer current."""
    with holding(score.conversation) as conversation:
        row = _scores(conversation).filter(pk=score.pk)
        row = row.select_related("turn", "version__config").first()
        if row is None:
            raise Gone("The score is gone.")
        if row.author_key != by.key:
            raise NotYours(f"Only {row.by} can take this score back.")
        if not row.is_current or row.is_withdrawn:
            return False
        row.conversation, row.organization = conversation, conversation.organization
        where = {"turn": row.turn} if row.turn else {}
        _give(conversation, row.version, by, where, {}, None)
    return True


def current(conversation: Conversation) -> list[Score]:
    """Everybody's scores as they stand, with author, config, version and turn. One statement."""
    rows = _scores(conversation).filter(is_current=True)
    rows = rows.exclude(boolean=None, number=None, text=None)
    rows = rows.select_related("author", "config__current", "version", "turn")
    return list(
        rows.defer("turn__text", "turn__payload").order_by("config__position", "config__key", "pk")
    )


def by_config(scores: list[Score]) -> dict[int, list[Score]]:
    """Scores side by side, by the key of their config."""
    found = defaultdict(list)
    for one in scores:
        found[one.config_id].append(one)
    return dict(found)


def history(conversation: Conversation, config: ScoreConfig):
    """Every score that was ever given by a config, the newest first; one withdrawn has no value."""
    rows = _scores(conversation).filter(config=config).select_related("author", "version", "turn")
    return rows.order_by("-pk")


def checked(version: ScoreConfigVersion, value: Value) -> Value:
    """The value as it is kept, or Invalid."""
    kind = version.config.kind
    if kind == ScoreKind.BOOLEAN:
        if not isinstance(value, bool):
            raise Invalid("value", "Say yes or no.")
        return value
    if kind == ScoreKind.NUMBER:
        return _number(version, value)
    return _text(version, kind, value)


def _number(version, value):
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Invalid("value", "Write a number.")
    value = Decimal(str(value))
    low, high, step = version.minimum, version.maximum, version.step
    if not fits(value):
        raise Invalid("value", "A number below 10^13, with at most 6 digits behind the point.")
    if low is not None and value < low:
        raise Invalid("value", f"At least {low.normalize():f}.")
    if high is not None and value > high:
        raise Invalid("value", f"At most {high.normalize():f}.")
    if step and (value - low) % step:
        raise Invalid("value", f"In steps of {step.normalize():f} from {low.normalize():f}.")
    return value


def _text(version, kind, value):
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise Invalid("value", "Write something.")
    if kind == ScoreKind.CHOICE and value not in version.choices:
        raise Invalid("value", f"Choose one of: {', '.join(version.choices)}.")
    if len(value) > LONGEST_TEXT:
        raise Invalid("value", f"At most {LONGEST_TEXT:,} characters.")
    return value


def _check_level(config, place):
    if config.level == Level.TURN and place.turn is None:
        raise Invalid("turn", "This is scored on a turn.")
    if config.level == Level.CONVERSATION and place.turn is not None:
        raise Invalid("turn", "This is scored on the conversation as a whole.")


def kept_version(config):
    """The config's version as it stands until the transaction ends."""
    [found] = keep(ScoreConfig.objects.of(config.organization).filter(pk=config.pk)) or [None]
    if found is None:
        raise Gone("The score config was deleted.")
    if found.archived_at:
        raise Archived("This score config is archived.")
    versions = ScoreConfigVersion.objects.of(config.organization)
    version = versions.get(pk=found.current_id)
    version.config, version.organization = found, config.organization
    return version


def _give(conversation, version, by, where, given, public_id):
    mine = _scores(conversation).filter(config=version.config_id, author_key=by.key)
    mine = mine.filter(turn=where.get("turn"), is_current=True)
    before = mine.first()
    if before and _stands(before, version, given, where):
        return before
    mine.update(is_current=False)
    ids = {"public_id": public_id} if public_id else {}
    row = Score(
        organization=conversation.organization,
        conversation=conversation,
        config_id=version.config_id,
        version=version,
        **ids,
        **authored(by),
        **where,
        **given,
    )
    insert([row])
    _record(conversation, row, before, by)
    return row


def _stands(before, version, given, where):
    place = ("span_start", "span_end", "start_ms", "end_ms")
    return (
        before.version_id == version.pk
        and before.value == next(iter(given.values()), None)
        and all(getattr(before, column) == where.get(column) for column in place)
    )


def _record(conversation, row, before, by):
    shown = words_apart if row.version.is_free_text else values
    detail = {"config": row.version.name, "turn": row.turn and row.turn.number}
    act = "score.withdrawn" if row.is_withdrawn else "score.given"
    detail |= shown(row, before)
    record(conversation.organization, by, act, conversation.reference, detail, conversation.pk)


def values(row: Score, before: Score | None) -> dict:
    """What a score's event tells of it and of the one before."""
    return {"value": told(row.value), "before": told(before.value) if before else None}


def words_apart(row: Score, before: Score | None) -> dict:
    """The same by ids: words that somebody typed go with their conversation, events stay."""
    return {"score": str(row.public_id), "former": before and str(before.public_id)}


def told(value: Value | None):
    """A value as JSON: a number without zeros at its end."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _scores(conversation):
    return Score.objects.of(conversation.organization).filter(conversation=conversation)
