"""One score given to many conversations, in the statements of one."""

from uuid import UUID

from annotations.holding import authored
from annotations.many.holding import Change, hold_all, write_histories
from annotations.models import Level, Score, ScoreConfig
from annotations.refused import Invalid
from annotations.scores import COLUMN, Value, checked, kept_version, told
from organizations.actors import Actor
from organizations.models import Organization
from organizations.tenancy import within


def score_all(
    organization: Organization, keys: list[UUID], config: ScoreConfig, value: Value, by: Actor
) -> Change:
    """Give each the score as a whole; the author's former one becomes history, as by score().

    Where the author has given the same already, nothing changes. Archived, Gone, Invalid.
    """
    with within(organization):
        version = kept_version(config)  # configs before conversations, as their change holds them
        if version.config.level != Level.CONVERSATION:
            raise Invalid("config", "This is scored on single turns.")
        value = checked(version, value)
        held = hold_all(organization, keys)
        mine = Score.objects.of(organization).filter(
            conversation__in=held, config=config, turn=None, author_key=by.key, is_current=True
        )
        before = {score.conversation_id: score for score in mine}
        changed = [c for key, c in held.items() if not _stands(before.get(key), version, value)]
        mine.filter(conversation__in=changed).update(is_current=False)
        Score.objects.bulk_create(_scores(organization, changed, version, value, by))
        was = {key: told(score.value) for key, score in before.items()}
        detail = {"config": version.name, "value": told(value), "turn": None}
        events = [(c, detail | {"before": was.get(c.pk)}) for c in changed]
        write_histories(organization, by, "score.given", events)
    return Change(len(held), len(changed))


def _stands(score, version, value):
    timed = score and score.start_ms is not None
    return score and not timed and score.version_id == version.pk and score.value == value


def _scores(organization, conversations, version, value, by):
    given = {COLUMN[version.config.kind]: value}
    return [
        Score(
            organization=organization,
            conversation=conversation,
            config=version.config,
            version=version,
            **authored(by),
            **given,
        )
        for conversation in conversations
    ]
