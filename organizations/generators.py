"""Choosing who writes an organization's titles and summaries."""

from django.db.models.functions import Now

from organizations.audit import record
from organizations.models import GeneratorChoice, Organization
from web.seal import seal, unseal

SHOWN = 4  # characters of a key that stay visible, its last


def use_server(organization: Organization, by, base_url, model, key, tokens_a_day=None):
    """Use a server of the organization's own. An empty key: it wants none."""
    stored = {
        "uses": GeneratorChoice.Uses.SERVER,
        "base_url": base_url,
        "model": model,
        "sealed_key": seal(key, _purpose(organization.pk)) if key else "",
        "key_end": key[-SHOWN:] if len(key) > 3 * SHOWN else "",
        "tokens_a_day": tokens_a_day,
    }
    _choose(organization, **stored)
    told = {name: stored[name] for name in ("base_url", "model", "tokens_a_day")}
    record(organization, by, "generator.chosen", "openai", told)


def use(organization: Organization, by, name):
    """Use the generator of that name from now on; what is known of an own server stays."""
    _choose(organization, uses=name)
    record(organization, by, "generator.chosen", name)


def follow_installation(organization: Organization, by):
    """Let the installation's setting decide, and forget the organization's own server and key."""
    if GeneratorChoice.objects.of(organization).delete()[0]:
        record(organization, by, "generator.chosen", "the installation’s")


def _choose(organization, **columns):
    columns["updated_at"] = Now()
    GeneratorChoice.objects.update_or_create(organization=organization, defaults=columns)


def key_of(choice: GeneratorChoice) -> str:
    """The stored key, empty if there is none; Unreadable where SECRET_KEY has changed since."""
    return choice.sealed_key and unseal(choice.sealed_key, _purpose(choice.organization_id))


def _purpose(organization_id):
    return f"generator key of organization {organization_id}"
