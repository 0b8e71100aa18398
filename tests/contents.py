"""All that an organization's conversations are, without what chance or the clock decides."""

import hashlib
import json

from django.apps import apps

from calls.models import CallDetails
from conversations.models import (
    Conversation,
    Insight,
    Participant,
    SearchRow,
    SearchTerm,
    Tally,
    ToolInvocation,
    Turn,
)
from conversations.text import dense_grams, terms
from conversations.totals import totals
from organizations.models import Due
from organizations.tenancy import OrganizationOwned, within

OWN_WAYS = {"id", "number", "created_at", "updated_at", "organization", "project"}
PARTS = ("said", "about", "who", "tools", "details", "notes")
INDEXED = {"tokens", "idents", "conversation_id"}


def contents(organization):
    """What two organizations that got the same conversations have in common."""
    with within(organization):
        names = {c.pk: f"{c.kind} {c.external_id}" for c in Conversation.objects.all()}
        return {
            "conversations": by_name(names, Conversation, "pk", OWN_WAYS),
            "participants": in_order(names, participant, Participant),
            "turns": in_order(names, said, Turn),
            "tools": in_order(names, said, ToolInvocation),
            "calls": by_name(names, CallDetails, "conversation_id", {"conversation"} | OWN_WAYS),
            "insights": insights(names),
            "search": {names[row.pk]: searched(row) for row in SearchRow.objects.all()},
            "totals": totals(organization),
            "due": sorted(names[due.key] for due in Due.objects.of(organization)),
            "rows": {model.__name__: model.objects.count() for model in counted()},
        }


def digest(organization):
    text = json.dumps(contents(organization), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def columns(row, without):
    return {
        f.name: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in without
    }


def by_name(names, model, key, without):
    return {names[getattr(row, key)]: columns(row, without) for row in model.objects.all()}


def in_order(names, describe, model):
    found = {name: [] for name in sorted(names.values())}
    for row in model.objects.order_by("number"):
        found[names[row.conversation_id]].append(describe(row))
    return found


def participant(row):
    agent = row.agent and (row.agent.name, row.agent.custom_id, row.agent.roark_id)
    endpoint = row.endpoint and (row.endpoint.type, row.endpoint.value)
    customer = row.customer and (row.customer.phone, row.customer.label)
    return row.number, row.role, agent, endpoint, customer, row.phone, row.label, row.prompt


def said(row):
    by = row.participant and row.participant.number
    own = columns(row, {"id", "organization", "conversation", "participant"})
    return {"by": by, **own}


def insights(names):
    """Each conversation's, in order, their sentences resting on numbers of turns."""
    numbers = dict(Turn.objects.values_list("pk", "number"))
    found = {name: [] for name in sorted(names.values())}
    for row in Insight.objects.order_by("pk"):
        rests = [[s["text"], [numbers[key] for key in s["turns"]]] for s in row.sentences]
        own = columns(row, {"sentences", "conversation", "duration_ms"} | OWN_WAYS)
        found[names[row.conversation_id]].append({**own, "sentences": rests})
    return found


def counted():
    """The models of what was said, and of what is thought of it; ids are among the terms."""
    apps_of_it = map(apps.get_app_config, ("conversations", "annotations", "chats", "calls"))
    models = (model for app in apps_of_it for model in app.get_models())
    return [m for m in models if issubclass(m, OrganizationOwned) and m not in (SearchTerm, Tally)]


def searched(row):
    """Its texts, but for the keys among them; and that its tokens are those of its texts."""
    text = "\n".join(filter(None, (getattr(row, part) for part in PARTS)))
    tokens = {token.partition("'")[2].rpartition("'")[0] for token in row.tokens.split(" ")}
    known = set(SearchTerm.objects.values_list("term", flat=True))
    assert tokens == terms(text).union(dense_grams(text))
    assert terms(text) <= known
    found = columns(row, INDEXED | OWN_WAYS)
    return found | {"who": row.who.split("\n")[2:]}
