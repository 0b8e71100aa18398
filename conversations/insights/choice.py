"""Which generator writes for an organization: its own choice, else the installation's."""

from dataclasses import dataclass

from django.conf import settings

from conversations.insights.extractive import Extractive
from conversations.insights.generator import OFFLINE, Failed, Generator
from conversations.insights.openai.server import Server
from conversations.insights.openai.write import Budget, OpenAI
from organizations import generators, tokens
from organizations.models import GeneratorChoice, Organization
from organizations.tenancy import within
from web.seal import Unreadable


class Unset(Exception):
    """A server is to be asked, and something that it takes is missing."""


@dataclass(frozen=True)
class Missing:
    """Stands where a server is to be asked and can't be, and says why."""

    reason: str
    name = OpenAI.name
    version = ""

    def write(self, dialogue):
        raise Failed(self.reason)


def generator_for(organization: Organization) -> Generator:
    """The generator in force."""
    try:
        return named(organization)
    except Unset as error:
        return Missing(str(error))


def named(organization: Organization, name: str | None = None) -> Generator:
    """The generator of that name, else the one in force; Unset where a server's isn't set."""
    with within(organization):
        choice = GeneratorChoice.objects.of(organization).first()
        name = name or (choice.uses if choice else settings.INSIGHTS_GENERATOR)
        if name == OFFLINE:
            return Extractive()
        left = tokens.left(organization, choice)
    return openai(_server(choice), Budget(left))


def openai(server: Server, budget: Budget) -> OpenAI:
    return OpenAI(server, budget, settings.OPENAI_INPUT_CHARACTERS)


def _server(choice):
    """The organization's own. Only the installation's server gets the installation's key."""
    if choice and choice.base_url:
        return server_at(choice.base_url, choice.model, key_of(choice))
    if not settings.OPENAI_MODEL:
        raise Unset("no model server is set")
    return server_at(settings.OPENAI_BASE_URL, settings.OPENAI_MODEL, settings.OPENAI_API_KEY)


def key_of(choice: GeneratorChoice) -> str:
    try:
        return generators.key_of(choice)
    except Unreadable:
        raise Unset("the stored key can’t be read any more, it must be entered again") from None


def server_at(base_url: str, model: str, key: str, **more) -> Server:
    limits = {"timeout": settings.OPENAI_TIMEOUT, "parallel": settings.OPENAI_PARALLEL}
    return Server(base_url, model, key, **limits | more)
