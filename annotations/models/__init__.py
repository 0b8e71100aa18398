from annotations.models.annotation import Annotation
from annotations.models.notes import Mention, Note, NoteRevision
from annotations.models.scores import Level, Score, ScoreConfig, ScoreConfigVersion, ScoreKind
from annotations.models.tags import Tag, Tagging
from organizations.actors import Source

__all__ = [
    "Annotation",
    "Level",
    "Mention",
    "Note",
    "NoteRevision",
    "Score",
    "ScoreConfig",
    "ScoreConfigVersion",
    "ScoreKind",
    "Source",
    "Tag",
    "Tagging",
]
