"""What can be done to many conversations at once. A job's params are plain JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from annotations.many.holding import Change
from annotations.many.reviewing import mark_all, undo_mark_all
from annotations.many.scoring import score_all
from annotations.many.tagging import tag_all, undo_tag_all, undo_untag_all, untag_all
from annotations.models import ScoreConfig
from annotations.refused import Gone
from conversations.delete import delete
from conversations.models import Conversation
from organizations.access import Act
from organizations.actors import Actor
from organizations.models import Job, Organization

UNDO = "undo"  # of one of them, as a job of its own
STATES = {"new": "new", "in_review": "in review", "reviewed": "reviewed"}


@dataclass(frozen=True)
class BulkAct:
    """One kind of them.

    title says it of a job's params; run does it to some conversations, by their keys, in one
    transaction; undo takes the record of such a Change, None where there is no way back.
    size is how many are done together: a transaction of well under a second.
    """

    needs: Act
    title: Callable[[dict], str]
    run: Callable[[Organization, list[UUID], dict, Actor], Change]
    undo: Callable[[Organization, Any, Actor], Change] | None = None
    size: int = 200


def _names(params):
    return ", ".join(f"“{name}”" for name in params["names"])


def _tag(organization, keys, params, by):
    return tag_all(organization, keys, params["tags"], by)


def _untag(organization, keys, params, by):
    return untag_all(organization, keys, params["tags"], by)


def _mark(organization, keys, params, by):
    return mark_all(organization, keys, params["state"], by)


def _score(organization, keys, params, by):
    config = ScoreConfig.objects.of(organization).filter(pk=params["config"]).first()
    if config is None:
        raise Gone("The score config was deleted.")
    config.organization = organization
    return score_all(organization, keys, config, params["value"], by)


def _delete(organization, keys, params, by):
    gone = delete(organization, Conversation.objects.filter(pk__in=keys), by)
    return Change(len(gone), len(gone))


ACTS = {
    "tag": BulkAct(Act.ANNOTATE, lambda p: f"Tag {p['many']} {_names(p)}", _tag, undo_tag_all),
    "untag": BulkAct(
        Act.ANNOTATE, lambda p: f"Take {_names(p)} off {p['many']}", _untag, undo_untag_all
    ),
    "review": BulkAct(
        Act.ANNOTATE, lambda p: f"Mark {p['many']} {STATES[p['state']]}", _mark, undo_mark_all
    ),
    "score": BulkAct(
        Act.ANNOTATE, lambda p: f"Score {p['many']}: {p['question']} = {p['answer']}", _score
    ),
    "delete": BulkAct(Act.BULK_DELETE, lambda p: f"Delete {p['many']}", _delete),
}


def title(job: Job) -> str:
    if job.params["act"] == UNDO:
        return f"Undo: {job.params['title']}"
    return ACTS[job.params["act"]].title(job.params)
