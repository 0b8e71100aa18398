"""Version 1 of Parley's own API: the configs that scores are given by."""

from decimal import Decimal
from typing import Literal

from annotations import score_configs
from annotations.models import Level, ScoreConfig, ScoreKind
from annotations.score_configs import LONGEST_HELP, LONGEST_NAME, Wording
from annotations.scores import told as number_out
from annotations.wire.parley_v1 import ParleyDeletedOut, deleted_out, named, told
from annotations.wire.tags import ARCHIVED, YES_NO
from conversations.wire.parley_v1 import PAGE, ParleyView
from organizations.tenancy import within
from web import query
from web.answers import Out, Time, Uuid
from web.api import at, read
from web.fields import PARTIAL, Wire, WireList, WireNumber, WireText, WireUuid
from web.openapi.describe import describe, many, one
from web.values import wire_time

NAME = WireText(1, LONGEST_NAME)
KIND = Literal[*(kind.upper() for kind in ScoreKind.values)]
LEVEL = Literal[*(level.upper() for level in Level.values)]
HELP = WireText(0, LONGEST_HELP)
NUMBERS = ("minimum", "maximum", "step")


class WordedIn(Wire):
    """What a version says beside its name."""

    help: HELP | None = None
    """What people read beside it."""
    choices: WireList(NAME) | None = None
    """Of a CHOICE: 2 to 50, in order."""
    minimum: WireNumber() | None = None
    """Of a NUMBER; null: without a bound."""
    maximum: WireNumber() | None = None
    step: WireNumber() | None = None
    """Of a NUMBER, counted from the minimum; null: any between the bounds."""

    def sent(self) -> dict:
        """The fields of Wording that were sent."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        numbers = {n: Decimal(str(given[n])) for n in NUMBERS if given.get(n) is not None}
        words = {name: given[name] for name in ("name", "choices", *NUMBERS) if name in given}
        return words | numbers | ({"help": given["help"] or ""} if "help" in given else {})


class ParleyScoreConfigIn(WordedIn):
    """A question to score by."""

    name: NAME
    """Told apart ignoring case. One that is taken is refused with 409."""
    kind: KIND
    level: LEVEL = "CONVERSATION"
    """What is scored by it."""
    id: WireUuid | None = None
    """Made by you, so that sending it again makes no second one."""


class ParleyScoreConfigChangeIn(WordedIn):
    """What is absent stays as it is. `kind` and `level` never change."""

    model_config = PARTIAL

    name: NAME = None  # absent: null is no name
    is_archived: bool = None
    """By an archived config nobody scores any more; its scores stay."""


class ParleyScoreConfigOut(Out):
    """A question to score by, in its current wording."""

    id: Uuid
    name: str
    kind: KIND
    level: LEVEL
    help: str
    choices: list[str] | None
    minimum: float | None
    maximum: float | None
    step: float | None
    version: int
    """Once somebody scored by it, a wording is frozen, and a change makes the next version."""
    isArchived: bool
    createdAt: Time


def config_out(config: ScoreConfig) -> ParleyScoreConfigOut:
    version = config.current
    return {
        "id": str(config.public_id),
        "name": version.name,
        "kind": config.kind.upper(),
        "level": config.level.upper(),
        "help": version.help,
        "choices": version.choices,
        **{name: number_out(getattr(version, name)) for name in NUMBERS},
        "version": version.number,
        "isArchived": config.is_archived,
        "createdAt": wire_time(config.created_at),
    }


def shown(config: ScoreConfig) -> ParleyScoreConfigOut:
    """The config as it is stored."""
    return config_out(score_configs.configs(config.organization, None).get(pk=config.pk))


class ParleyScoreConfigsView(ParleyView):
    route = "/api/parley/v1/score-configs"
    resource = "Score configs"

    @describe("List score configs", gives=many(ParleyScoreConfigOut), query=[*PAGE, ARCHIVED])
    def get(self, request):
        """The organization's, the newest first."""
        archived = query.optional(request.GET, "archived", YES_NO)
        return self.page(score_configs.configs(self.organization(), archived), config_out)

    @describe(
        "Create a score config",
        takes=ParleyScoreConfigIn,
        gives=one(ParleyScoreConfigOut),
        status=201,
        faults=[409],
    )
    def post(self, request):
        sent = read(ParleyScoreConfigIn, request)
        kind, level = sent.kind.lower(), sent.level.lower()
        with within(self.organization()), told():
            wording = Wording(**sent.sent())
            config = score_configs.make(
                self.organization(), kind, level, wording, self.by(), sent.id
            )
            return self.answer({"data": shown(config)}, 201)


class ParleyScoreConfigView(ParleyView):
    route = "/api/parley/v1/score-configs/{id}"
    resource = "Score configs"

    @describe("Get a score config", gives=one(ParleyScoreConfigOut))
    def get(self, request, id):
        with within(self.organization()):
            return self.answer({"data": config_out(self.config(id))})

    @describe(
        "Change a score config",
        takes=ParleyScoreConfigChangeIn,
        gives=one(ParleyScoreConfigOut),
        faults=[409],
    )
    def patch(self, request, id):
        sent = read(ParleyScoreConfigChangeIn, request)
        with within(self.organization()), told():
            config = self.config(id)
            before = vars(score_configs.wording_of(config.current))
            score_configs.change(config, Wording(**{**before, **sent.sent()}), self.by())
            if sent.is_archived is not None:
                act = score_configs.archive if sent.is_archived else score_configs.unarchive
                act(config, self.by())
            return self.answer({"data": shown(config)})

    @describe("Delete a score config", gives=one(ParleyDeletedOut), faults=[409])
    def delete(self, request, id):
        """Only one that nobody ever scored by: else it is refused with 409, and can be archived."""
        with within(self.organization()), told():
            config = self.config(id)
            score_configs.delete(config, self.by())
        return self.answer({"data": deleted_out(config.public_id)})

    def config(self, id):
        rows = score_configs.configs(self.organization(), None)
        config = named(rows, id, "score config")
        config.organization = self.organization()
        return config


urlpatterns = [at(ParleyScoreConfigsView), at(ParleyScoreConfigView)]
