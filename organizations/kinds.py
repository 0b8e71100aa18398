"""The kinds of jobs: each app registers its own in AppConfig.ready, by where it is defined.

By name, since an app's config is read before there are models.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string

_places: dict[str, str] = {}


@dataclass(frozen=True)
class JobKind:
    """What a kind of job does.

    title says which one a job is. run gets a Work and returns the job's result, plain JSON; it
    may be run again from its beginning. template shows a job's result, also while that grows.
    ended clears away what an ended job no longer needs.
    """

    title: Callable[[Any], str]
    run: Callable[[Any], dict]
    template: str
    ended: Callable[[Any], None] = lambda job: None


def register(kind: str, place: str):
    """place: the dotted path of its JobKind."""
    _places[kind] = place


def find(kind: str) -> JobKind:
    """KeyError for one that no app has registered."""
    return import_string(_places[kind])


def clear_away(job):
    """Let the kind of a job that has ended clear away what it no longer needs."""
    if job.kind in _places:
        find(job.kind).ended(job)
