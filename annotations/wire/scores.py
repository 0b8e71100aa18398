"""Version 1 of Parley's own API: the scores of a conversation."""

from annotations import scores
from annotations.models import Score, ScoreConfig
from annotations.wire.parley_v1 import (
    AnnotationOut,
    AnnotationsView,
    ParleyDeletedOut,
    PlacedIn,
    annotation_out,
)
from annotations.wire.tags import YES_NO
from conversations.wire.parley_v1 import PAGE
from web import query
from web.answers import Uuid
from web.api import at, read
from web.faults import invalid_field, not_found
from web.fields import Wire, WireUuid, parse_number
from web.fields import told as told_type
from web.openapi.describe import describe, many, one
from web.values import refuse_nul

HISTORY = query.choice_parameter(
    "history", YES_NO, "Former values too, and scores that were taken back.", "false"
)


def parse_value(value: object) -> bool | float | str:
    """A boolean, a finite number or text without U+0000."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return refuse_nul(value)
    if isinstance(value, int | float):
        return parse_number(value)
    raise ValueError("Input should be true or false, a number, or text")


VALUE = told_type(bool | float | str, parse_value, type=["boolean", "number", "string"])


class ParleyScoreIn(PlacedIn):
    """A score by a config. This key's former one in the same place becomes history."""

    config_id: WireUuid
    value: VALUE
    """Of the config's kind: true or false, one of its choices, a number in its range, or text."""
    id: WireUuid | None = None
    """Made by you, so that sending it again makes no second one."""


class ParleyScoreChangeIn(Wire):
    """Another value, by the config's current wording."""

    value: VALUE


class ParleyScoreOut(AnnotationOut):
    """An author's judgement by a config. Those of others stand beside it."""

    configId: Uuid
    name: str
    """The config's, in the wording that it was given by."""
    version: int
    """Of that wording."""
    value: bool | float | str | None
    """null: the author took the score back."""
    isCurrent: bool
    """Whether it is the author's newest by this config in this place."""


def score_out(score: Score) -> ParleyScoreOut:
    return {
        **annotation_out(score),
        "configId": str(score.config.public_id),
        "name": score.version.name,
        "version": score.version.number,
        "value": scores.told(score.value),
        "isCurrent": score.is_current,
    }


class ScoresView(AnnotationsView):
    model = Score
    noun = "score"
    beside = ("config", "version")
    out = staticmethod(score_out)

    def current(self, conversation):
        rows = self.rows(conversation).filter(is_current=True)
        return rows.exclude(boolean=None, number=None, text=None)


class ParleyScoresView(ScoresView):
    route = "/api/parley/v1/conversations/{id}/scores"

    @describe("List a conversation's scores", gives=many(ParleyScoreOut), query=[*PAGE, HISTORY])
    def get(self, request, id):
        """Of the conversation and of its turns, the newest first."""
        with_history = query.choice(request.GET, "history", YES_NO, "false")
        rows = self.rows if with_history else self.current
        return self.page(rows(self.conversation(id)), self.out)

    @describe(
        "Score a conversation",
        takes=ParleyScoreIn,
        gives=one(ParleyScoreOut),
        status=201,
        faults=[409],
    )
    def post(self, request, id):
        conversation, sent = self.conversation(id), read(ParleyScoreIn, request)

        def add():
            config, place = self.config(sent.config_id), sent.place()
            return scores.score(conversation, config, sent.value, self.by(), place, sent.id)

        return self.done(conversation, add, 201)

    def config(self, id):
        config = ScoreConfig.objects.of(self.organization()).filter(public_id=id).first()
        if config is None:
            raise invalid_field("configId", "There is no such score config")
        config.organization = self.organization()
        return config


class ParleyScoreView(ScoresView):
    route = "/api/parley/v1/conversations/{id}/scores/{scoreId}"

    @describe("Change a score", takes=ParleyScoreChangeIn, gives=one(ParleyScoreOut), faults=[409])
    def patch(self, request, id, scoreId):  # noqa: N803 (as the route names it)
        """Only one of this key's. The former value becomes history: the answer is a new score."""
        conversation, sent = self.conversation(id), read(ParleyScoreChangeIn, request)

        def change():
            return scores.change(self.row(conversation, scoreId), sent.value, self.by())

        return self.done(conversation, change)

    @describe("Delete a score", gives=one(ParleyDeletedOut))
    def delete(self, request, id, scoreId):  # noqa: N803
        """Take back one of this key's. It stays in history. Again: 404."""
        return self.gone(self.conversation(id), scoreId, scores.withdraw)

    def row(self, conversation, id):
        """Only what stands can be changed."""
        score = super().row(conversation, id)
        score.config.organization = self.organization()
        if not score.is_current or score.is_withdrawn:
            raise not_found("score")
        return score


urlpatterns = [at(ParleyScoresView), at(ParleyScoreView)]
