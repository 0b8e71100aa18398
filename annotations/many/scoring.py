"""One score given to many conversations, in the statements of one."""

from uuid import UUID

from uuid_utils.compat import uuid7

from annotations.holding import authored_row
from annotations.many.holding import Change, hold_all, write_histories
from annotations.models import Level, Score, ScoreConfig
from annotations.refused import Invalid
from annotations.scores import COLUMN, Value, checked, kept_version, told
from conversations.insert import insert_all
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
        insert_all(Score, _rows(organization, changed, version, value, by))
        was = {key: told(score.value) for key, score in before.items()}
        detail = {"config": version.name, "value": told(value), "turn": None}
        events = [(c, detail | {"before": was.get(c.pk)}) for c in changed]
        write_histories(organization, by, "score.given", events)
    return Change(len(held), len(changed))


def _stands(score, version, value):
    timed = score and score.start_ms is not None
    return score and not timed and score.version_id == version.pk and score.value == value


def _rows(organization, conversations, version, value, by):
    common = {
        "organization_id": organization.pk,
        "config_id": version.config_id,
        "version_id": version.pk,
        "is_current": True,
        COLUMN[version.config.kind]: value,
        **authored_row(by),
    }
    return [
        common | {"public_id": uuid7(), "conversation_id": conversation.pk}
        for conversation in conversations
    ]
