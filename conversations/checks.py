"""`manage.py check`: settings of titles and outgoing requests that can't be meant."""

from django.conf import settings
from django.core.checks import Error, Warning, register

from conversations.insights.generator import NAMES, OFFLINE
from web.addresses import Private, is_private_name
from web.fetch import check
from web.guard import Forbidden

COUNTS = {"OPENAI_PARALLEL": 1, "OPENAI_TOKENS_A_DAY": 0, "OPENAI_INPUT_CHARACTERS": 1000}


@register
def private_hosts_are_hosts(app_configs, **kwargs):
    return [
        Error(f"PARLEY_PRIVATE_HOSTS: {fault}.", id="conversations.E001")
        for fault in filter(None, map(fault_of, settings.PRIVATE_HOSTS))
    ]


def fault_of(entry):
    try:
        Private.read(entry)
    except ValueError as error:
        return str(error)


def readable(entries):
    return [entry for entry in entries if not fault_of(entry)]


@register
def generator_can_write(app_configs, **kwargs):
    if settings.INSIGHTS_GENERATOR not in NAMES:
        there = " or ".join(NAMES)
        told = f"INSIGHTS_GENERATOR is {settings.INSIGHTS_GENERATOR!r}; it must be {there}."
        return [Error(told, id="conversations.E002")]
    if settings.INSIGHTS_GENERATOR == OFFLINE and not settings.OPENAI_MODEL:
        return []
    return list(server_faults()) or list(reach_faults())


def server_faults():
    if not settings.OPENAI_MODEL:
        yield Error("INSIGHTS_GENERATOR=openai needs OPENAI_MODEL.", id="conversations.E003")
    try:
        check(settings.OPENAI_BASE_URL)
    except Forbidden as error:
        yield Error(f"OPENAI_BASE_URL: {error}", id="conversations.E004")
    if settings.OPENAI_TIMEOUT <= 0:
        yield Error("OPENAI_TIMEOUT must be more than 0 seconds.", id="conversations.E005")
    for name, least in COUNTS.items():
        if getattr(settings, name) < least:
            yield Error(f"{name} must be at least {least}.", id="conversations.E006")


def reach_faults():
    """As far as can be told without asking a resolver."""
    url = check(settings.OPENAI_BASE_URL)
    host, port = url.host, url.port or (443 if url.scheme == "https" else 80)
    if is_private_name(host, port, readable(settings.PRIVATE_HOSTS)):
        yield Warning(
            "OPENAI_BASE_URL is on the private network, and nothing there is called.",
            hint=f"PARLEY_PRIVATE_HOSTS={host}:{port} allows it.",
            id="conversations.W001",
        )
    if host.endswith("openai.com") and not settings.OPENAI_API_KEY:
        yield Warning("OPENAI_API_KEY is empty, which OpenAI refuses.", id="conversations.W002")
